"""A new module: a folder that builds as it is made, with each place marked that its author has to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from npqml.course.framework import Framework, LearnHowTo, load_framework
from npqml.course.modules import modules
from npqml.course.project import File
from npqml.course.toml import read_toml
from npqml.disk import put_folder, put_text
from npqml.refusal import Refusal

TEMPLATES = Path(__file__).parent / "templates"
SLUG_WORDS = 3
NO_DAY = "WRITE: the day"
SMALL_WORDS = frozenset(
    "a an and approach can for from how in including into key of on or out range relation such that the their this to "
    "ways which with within".split()
)


def new_module(course: Path, module: str) -> Path:
    """Make the folder of a module of the framework, with all its files, and return it.

    Raises Refusal for an id that the framework does not have, and for a module that has a folder already.
    """
    framework = load_framework(course)
    asked = next((one for one in framework.learn_how_to if one.id == module), None)
    if asked is None:
        raise Refusal(
            course / "framework.toml", module, found="no learn-how-to of this id",
            expected=f"one of {', '.join(one.id for one in framework.learn_how_to)}", do="Mend the id.",
        )  # fmt: skip
    if there := modules(course).get(module):
        raise Refusal(
            there.folder, module, found="a folder for this module", expected="a module that nobody has begun",
            do="Go on writing there, or take the folder away.",
        )  # fmt: skip
    area = next(one for one in framework.areas if one.id == asked.area)
    folder = course / f"{area.id}-{area.slug}" / f"{asked.id}-{asked.slug}"
    with put_folder(folder) as made:
        for name, text in _files(course, framework, asked):
            put_text(made / name, text)
    modules.cache_clear()
    return folder


def _files(course: Path, framework: Framework, asked: LearnHowTo) -> Iterator[tuple[str, str]]:
    """Return the name and the text of each file of a module."""
    first, second = (asked.criteria[0], asked.criteria[-1]) if asked.criteria else ("", "")
    tasks = f"[{asked.id}-t1, {asked.id}-t2]"
    words = {
        "id": asked.id,
        "title": _title(asked.text),
        "criteria": ", ".join(asked.criteria),
        "criterion": first,
        "criterion_of_t1": _argument(first),
        "criterion_of_t2": _argument(second),
        "for_criterion": f", for criterion {second}" if second else "",
        "verbs": "\n".join(f"    {verb}: {tasks}" for verb in asked.verbs),
        "day": _day(course, asked.id),
    }
    about = [one for one in framework.learn_about if one.module == asked.id]
    for one in about:
        text = _filled("learn-about.md", id=one.id, module=asked.id, title=_title(one.text))
        yield f"learn-about-{one.id.partition('-')[2]}-{_slug(one.text)}.md", text
    words["learn_about"] = "".join(_filled("answers-learn-about.toml", id=one.id) for one in about)
    for name in ("learn-how-to.md", "session.md", "answers.toml", "questions.toml", "data.py"):
        yield name, _filled(name, **words)


def _filled(name: str, **words: str) -> str:
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(words)


def _argument(criterion: str) -> str:
    return f'\n    criterion="{criterion}",' if criterion else ""


def _day(course: Path, module: str) -> str:
    """Return the place for the day on which a module begins, as the project's file says; one to be written else."""
    path = course / "project.toml"
    dates = read_toml(path, File).date if path.is_file() else {}
    key = next((key for key, rule in dates.items() if rule.module == module), "")
    return f"{{{{date_{key}}}}}" if key else NO_DAY


def _title(text: str) -> str:
    """Return the words of the framework without its examples."""
    return text.partition(" (")[0].rstrip(".,;")


def _slug(text: str) -> str:
    words = [word for word in re.findall(r"[a-z]+", _title(text).casefold()) if word not in SMALL_WORDS]
    return "-".join(words[:SLUG_WORDS])

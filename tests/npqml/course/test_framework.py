from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest

from npqml.course.framework import Framework, load_framework
from npqml.refusal import Refusal, Refusals

ROOT = Path(__file__).parents[3]
COURSE = ROOT / "course"
SEED = ROOT / "tests" / "data" / "framework-seed.txt"


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework(COURSE)


def entry_text(framework: Framework, entry: str) -> str:
    """Give the words of the entry that a correction names, such as "learn_how_to 3a" or "task, statement"."""
    kind, _, rest = entry.partition(", " if ", " in entry else " ")
    part = getattr(framework, kind)
    if ", " in entry:
        return "\n".join(words(getattr(part, rest)))
    (one,) = [one for one in part if one.id == rest]
    joined = f"{one.id} {one.text}\n" if kind == "criteria" else ""
    return joined + "\n".join(words(one))


def words(value: Any) -> list[str]:
    """List all the text in an object, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in words(one)]
    if attrs.has(type(value)):
        return [text for field in attrs.fields(type(value)) for text in words(getattr(value, field.name))]
    return []


def seed_lines(framework: Framework) -> list[str]:
    """Give the lines of the Department's text with the listed corrections made, without layout."""
    text = SEED.read_text(encoding="utf-8")
    for correction in framework.corrections:
        assert correction.original in text, correction
        text = text.replace(correction.original, correction.corrected)
    lines = (" ".join(line.replace("·", " ").split()) for line in text.splitlines())
    return [line for line in lines if line]


def file_lines(framework: Framework) -> list[str]:
    """Give all that the file says, also put together where the Department's text has it in one line."""
    contents = attrs.evolve(framework, corrections=())
    heading, form = framework.headings, framework.reflection
    return [
        *words(contents),
        *(f"{one.id} {one.text}" for one in framework.criteria),
        *(f"{heading.document} {one.title}" for one in framework.documents),
        *(f"{framework.name} ({one.level})" for one in framework.levels),
        f"{heading.task} {framework.task.statement}",
        f"{framework.rating.high} high",
        f"{framework.rating.low} low",
        f"{form.title} {' '.join(form.fields)}",
    ]


def test_every_line_of_the_departments_text_is_in_the_file(framework: Framework) -> None:
    lines = file_lines(framework)
    missing = [line for line in seed_lines(framework) if not any(line in one for one in lines)]
    assert missing == []


def test_the_file_says_nothing_that_the_departments_text_does_not(framework: Framework) -> None:
    text = " ".join(seed_lines(framework))
    told = [*words(framework.cover), *words(framework.headings), *words(framework.task)]
    told += words(framework.reflection)
    for field, kinds in {
        "text": ("learn_how_to", "learn_about", "criteria"),
        "title": ("areas", "parts", "documents"),
        "aim": ("parts",),
        "name": ("behaviours",),
        "description": ("behaviours",),
        "qualification": ("levels",),
        "level": ("levels",),
        "audience": ("levels",),
    }.items():
        entries = [one for kind in kinds for one in getattr(framework, kind)]
        told += [words_of for one in entries for words_of in words(getattr(one, field))]
    assert [one for one in told if one not in text] == []


@pytest.mark.parametrize("kind", ["levels", "learn_how_to", "learn_about", "criteria", "behaviours"])
def test_entries_stand_in_the_order_of_the_departments_text(framework: Framework, kind: str) -> None:
    field = {"levels": "qualification", "behaviours": "description"}.get(kind, "text")
    text = " ".join(seed_lines(framework))
    places = [text.index(getattr(one, field)) for one in getattr(framework, kind)]
    assert places == sorted(places)


def test_each_learn_how_to_stands_under_its_area_in_the_departments_text(framework: Framework) -> None:
    lines = seed_lines(framework)
    titles, area, found = {one.title: one.id for one in framework.areas}, "", {}
    for line in lines[: lines.index(framework.task.title)]:
        area = titles.get(line, area)
        found.update({one.id: area for one in framework.learn_how_to if one.text == line})
    assert found == {one.id: one.area for one in framework.learn_how_to}


def test_each_correction_stands_in_the_entry_that_it_names(framework: Framework) -> None:
    for correction in framework.corrections:
        assert correction.corrected in entry_text(framework, correction.entry), correction
        assert correction.original != correction.corrected
        assert correction.why


def test_the_file_is_complete(framework: Framework) -> None:
    found = {kind: len(getattr(framework, kind)) for kind in attrs.asdict(framework.counts)}
    assert found == {
        "levels": 4, "areas": 6, "learn_how_to": 16, "learn_about": 26, "criteria": 16, "parts": 2,
        "documents": 6, "behaviours": 7,
    }  # fmt: skip
    assert " ".join(one.id for one in framework.learn_how_to) == "1a 1b 2a 2b 3a 3b 3c 4a 4b 5a 5b 5c 6a 6b 6c 6d"
    assert Counter(one.part for one in framework.criteria) == {"A": 10, "B": 6}
    assert [len(one.audience) for one in framework.levels] == [2, 2, 2, 1]


def test_each_module_has_its_learn_about_and_its_criteria(framework: Framework) -> None:
    about = {one.id: len(one.learn_about) for one in framework.learn_how_to}
    assert list(about.values()) == [2, 2, 4, 3, 1, 1, 1, 2, 1, 1, 1, 1, 2, 2, 1, 1]
    criteria = {one.id: " ".join(one.criteria) for one in framework.learn_how_to}
    assert criteria["1a"] == "1.1.1 1.1.2"
    assert criteria["3a"] == criteria["3b"] == "3.1.1"
    assert criteria["6a"] == criteria["6b"] == "6.1.1"
    assert criteria["5c"] == ""


def test_documents_belong_to_the_criteria_that_ask_for_them(framework: Framework) -> None:
    asked = {one.id: one.document for one in framework.criteria if one.document}
    assert asked == {
        "1.1.1": "raw-data-analysis", "2.1.3": "pupil-performance-data", "4.1.1": "sponsor-comments",
        "5.1.1": "budget", "5.1.2": "project-plan", "5.1.3": "risk-register",
    }  # fmt: skip


def test_the_numbers_of_the_task_and_the_rating_agree_with_its_words(framework: Framework) -> None:
    task = framework.task
    assert f"{task.word_limit:,} words" in task.statement
    assert f"at least {task.minimum_terms} terms" in task.statement
    assert (framework.rating.high, framework.rating.low) == (1, 4)


def test_nothing_can_be_changed_after_reading(framework: Framework) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        framework.learn_how_to[0].text = "something else"  # type: ignore[misc]


def remove(entry: str) -> tuple[str, str]:
    """Give a pattern for a whole entry, and nothing in its place."""
    return rf"\[\[{entry.split()[0]}\]\]\nid = \"{re.escape(entry.split()[1])}\"\n(.+\n)+", ""


FAULTS = {
    "an entry too few": (*remove("learn_about 2b-3"), "learn_about: found 25 entries; expected 26"),
    "a module that is not there": (r'module = "2a"', 'module = "2z"', "learn_about 2a-1, module: found '2z'"),
    "an area that is not there": (
        r'id = "3c"\narea = "3"',
        'id = "3c"\narea = "7"',
        "learn_how_to 3c, area: found '7'",
    ),
    "a part that is not there": (
        r'area = "6"\npart = "B"',
        'area = "6"\npart = "C"',
        "criteria 6.1.1, part: found 'C'",
    ),
    "the wrong part": (
        r'area = "6"\npart = "B"',
        'area = "6"\npart = "A"',
        "criteria 6.1.1, part: found part A; expected a part that assesses area 6",
    ),
    "a document that is not there": (
        r'document = "budget"',
        'document = "bugdet"',
        "criteria 5.1.1, document: found 'bugdet'",
    ),
    "a document that nobody asks for": (r'document = "budget"\n', "", "documents budget: found 0 criteria"),
    "a criterion's module misspelt": (
        r'modules = \["6d"\]',
        'modules = ["6e"]',
        "criteria 6.1.3, modules: found '6e'",
    ),
    "a criterion that nobody practises": (
        r'modules = \["6d"\]',
        "modules = []",
        "criteria 6.1.3, modules: found none",
    ),
    "a verb that the text does not have": (
        r'verbs = \["deploy"\]',
        'verbs = ["employ"]',
        "learn_how_to 5a, verbs: found 'employ'; expected words of its text",
    ),
    "a learn how to without a verb": (r'verbs = \["deploy"\]', "verbs = []", "learn_how_to 5a, verbs: found none"),
    "one id twice": (r'id = "1b-2"', 'id = "1b-1"', "learn_about 1b-1: found 2 entries with this id"),
    "an id of another module": (
        r'id = "1b-2"',
        'id = "1c-2"',
        "learn_about 1c-2: found the id 1c-2; expected an id that starts with 1b-",
    ),
    "no direction of the rating": (r"high = 1\n", "", "rating, high: found nothing"),
    "a rating that goes nowhere": (r"low = 4", "low = 1", "rating: found 1 at both ends"),
    "a key that is not known": (
        r'id = "5c"\n',
        'id = "5c"\nminutes = 40\n',
        "learn_how_to 5c: found a key that is not known here: minutes",
    ),
    "a section that is not known": (r"\n\[counts\]", "\n[count]", "a key that is not known here: count"),
    "a number for words": (
        r'id = "A"\ntitle = "Part A"',
        'id = "A"\ntitle = 1',
        "parts A, title: found 1; expected words",
    ),
    "words for a number": (
        r"word_limit = 4500",
        'word_limit = "4,500"',
        "task, word_limit: found '4,500'; expected a whole number",
    ),
    "words for a list": (
        r'areas = \["5", "6"\]',
        'areas = "56"',
        "parts B, areas: found '56'; expected a list",
    ),
    "no words at all": (
        r'name = "Respect"',
        'name = " "',
        "behaviours respect, name: found ' '; expected words",
    ),
    "a quotation mark lost": (r'slug = "lead-change"', 'slug = "lead-change', "line "),
    "a section twice": (r"\[reflection\]", "[task]", "line "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_and_entry(fault: str, tmp_path: Path) -> None:
    pattern, instead, message = FAULTS[fault]
    text = (COURSE / "framework.toml").read_text(encoding="utf-8")
    broken, times = re.subn(pattern, instead, text, count=1)
    assert times == 1
    (tmp_path / "framework.toml").write_text(broken, encoding="utf-8")
    with pytest.raises((Refusal, Refusals)) as refused:
        load_framework(tmp_path)
    if fault != "a section that is not known":  # one slip that is two faults: a section too many, one too few
        assert isinstance(refused.value, Refusal)
    assert str(refused.value).startswith(f"{tmp_path / 'framework.toml'}: ")
    assert message in str(refused.value)


def test_a_course_without_a_framework_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"framework\.toml: found No such file"):
        load_framework(tmp_path)


def test_another_qualification_is_another_file(tmp_path: Path) -> None:
    shutil.copy(COURSE / "framework.toml", tmp_path)
    text = (tmp_path / "framework.toml").read_text(encoding="utf-8")
    for entry in ("levels npqel", "behaviours respect"):
        text = re.sub(*remove(entry), text)
    text = text.replace("levels = 4", "levels = 3").replace("behaviours = 7", "behaviours = 6")
    text = text.replace('name = "NPQML"', 'name = "NPQSL"').replace("low = 4", "low = 5")
    (tmp_path / "framework.toml").write_text(text, encoding="utf-8")
    other = load_framework(tmp_path)
    assert (other.name, len(other.levels), len(other.behaviours), other.rating.low) == ("NPQSL", 3, 6, 5)

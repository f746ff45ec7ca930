"""Six kinds of faults that an author makes unnoticed, all in one copy of a real module: each is found on its line.

No mirror: it is about `npqml check` as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from npqml.authoring.gates import run
from npqml.place import Place
from tests.npqml.authoring.gates.faults import HOW_TO, SESSION, append


def replaced(path: Path, pattern: str, new: str | Callable[[re.Match[str]], str]) -> None:
    """Replace the first place in a file that a pattern fits."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.DOTALL)
    assert changed != text, f"{path.name} has nothing like {pattern!r} any more: mend this test"
    path.write_text(changed, encoding="utf-8")


def line_of(path: Path, words: str) -> int:
    """Return the line of a file on which words first stand."""
    text = path.read_text(encoding="utf-8")
    return text.count("\n", 0, text.index(words)) + 1


@pytest.mark.slow
def test_six_planted_faults_are_found_each_with_its_file_and_line(course, module):
    page, session = module.folder / HOW_TO, module.folder / SESSION
    # A number in a worked solution that the data do not give.
    replaced(page, r"(\{worked: 1a-t1\}\n\n).*?\n```", r'\1"On roll: 1 pupil."\n```')
    # A minute that does not add up.
    replaced(session, r"\nnpqml: (\{.*?minutes: )(\d+)", lambda found: f"\nnpqml: {found[1]}{int(found[2]) + 1}")
    # A source that there is not. (On a page that is built, it would also be all that is found by trying the page.)
    append(session, "\nSo they say [@nobody-2019].\n")
    # A mistake that nobody has tried.
    hidden = "### BEGIN HIDDEN TESTS\n"
    replaced(page, hidden, f'{hidden}    mistake("never-tried", False, "You did what nobody does.")\n')
    # Somebody who is not of the course.
    append(page, "\nCarol Whitbread sees it otherwise.\n")
    # An example, marked in full, that claims what is not so.
    replaced(page, r"priority = \(\n(\s+f?\")", r"priority = (\n\1Ours is the best school of all. ")
    replaced(page, r'"claims": \{', '"claims": {"the best school of all": 1 > 2,')

    found = run.check(Place(course.parent), only=("1a",), cohorts=("demo-primary",), variants=0, workers=1)

    bank = module.answers
    told = [str(fault).partition(f"{course.parent}/")[2] or str(fault) for fault in found.faults]
    expected = {
        (page, "{worked: 1a-t1}"): "1a-t1, worked solution (demo-primary, seed",
        (session, "minutes: "): "header, minutes: found timings that add up to",
        (session, "[@nobody-2019]"): "[@nobody-2019]: found no such key in course/sources.toml",
        (bank, 'task = "1a-t1"'): "1a-t1: found no answer that makes the mistake 'never-tried'",
        (page, "Carol Whitbread"): "found the name Carol Whitbread; expected Carol Whitby.",
        (page, "{task: 1a-t12"): "1a-t12, marked example (demo-primary, seed",
    }
    for (path, stands), words in expected.items():
        place = f"{path.relative_to(course.parent)}: line {line_of(path, stands)}"
        assert any(fault.startswith(place) and words in fault for fault in told), (place, words, told)
    assert any("“the best school of all”, which is not so" in fault for fault in told)

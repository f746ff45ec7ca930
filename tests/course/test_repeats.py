"""Nothing is asked or explained twice over all modules: a page links to what another has said.

No mirror: it reads the texts of the whole course.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from npqml.course.modules import modules

COURSE = Path(__file__).parents[2] / "course"
CODE = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^## (Task \d+: .+)$", re.MULTILINE)
LONG = 12
"""Words from which on a sentence that stands twice is an explanation, and not a way of speaking."""
OF_EVERY_PAGE = 5
"""What stands in so many modules belongs to the frame: how to answer, what is kept, where to go on."""


def pages() -> Iterator[tuple[str, Path, str]]:
    for module in modules(COURSE).values():
        for path in (module.learn_how_to, *module.learn_about.values()):
            yield module.id, path, path.read_text(encoding="utf-8")


def sentences(text: str) -> Iterator[str]:
    """Return the sentences of a page that are long enough, without code, in small letters."""
    for block in re.split(r"\n\s*\n", CODE.sub("", text)):
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(block.split())):
            if len(sentence.split()) >= LONG:
                yield sentence.casefold()


def test_no_sentence_is_written_in_two_modules():
    places = defaultdict[str, set[str]](set)
    for module, _, text in pages():
        for sentence in sentences(text):
            places[sentence].add(module)
    twice = {words: sorted(where) for words, where in places.items() if 1 < len(where) < OF_EVERY_PAGE}
    assert twice == {}


def test_no_two_tasks_have_one_title():
    titles = [(title, module) for module, _, text in pages() for title in HEADING.findall(text)]
    plain = [(re.sub(r"Task \d+: | \(.*\)$", "", title).casefold(), module) for title, module in titles]
    assert len(plain) > 50
    assert [pair for pair in combinations(plain, 2) if pair[0][0] == pair[1][0]] == []

"""Each rule of the responsibility table finds what it is for, in words, and a sound table has nothing to mend."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from npqml_widgets.documents.responsibilities.consistency import warnings
from npqml_widgets.documents.responsibilities.model import Post, Responsibilities, Task
from tests.npqml_widgets.documents.responsibilities.tables import SOUND, tables


def words_of(table: Responsibilities) -> list[tuple[str, str]]:
    return [(mend.rule, mend.words) for mend in warnings(table)]


def test_a_sound_table_and_an_empty_one_have_nothing_to_mend():
    assert words_of(SOUND) == []
    assert words_of(Responsibilities()) == []


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"what": ""}, "no words", "names no task"),
        ({"accountable": ()}, "one answers", "nobody answers"),
        ({"accountable": ("Tutor", "Head of Maths")}, "one answers", "2 posts answer for it (Tutor, Head of Maths)"),
        ({"responsible": ()}, "somebody does it", "nobody does it"),
        ({"consulted": ("Tutor", "Teacher", "Partner's lead")}, "few are asked", "Each is a wait"),
        ({"informed": ("tutor",)}, "told what they do", "another part in it (R)"),
        ({"consulted": ("Nurse",)}, "known posts", "Nurse: no post"),
    ],
)
def test_each_rule_finds_its_fault_in_the_task(change, rule, words):
    found = words_of(evolve(SOUND, tasks=(evolve(SOUND.tasks[0], **change), SOUND.tasks[1])))
    assert [said for name, said in found if name == rule and words in said and said.startswith("T1")], found


@pytest.mark.parametrize(
    ("table", "rule", "words"),
    [
        (evolve(SOUND, posts=()), "no posts", "no posts are named"),
        (evolve(SOUND, posts=(*SOUND.posts, Post("P9", "tutor"))), "no posts", "2 posts are called tutor"),
        (evolve(SOUND, posts=(*SOUND.posts, Post("P9", "Head, Maths"))), "commas", "has a comma in it"),
        (evolve(SOUND, posts=(*SOUND.posts, Post("P9", "Nurse"))), "without a part", "Nurse has no part"),
        (
            evolve(SOUND, tasks=(evolve(SOUND.tasks[0], responsible=("Head of Maths",), informed=("Tutor",)),
                                 evolve(SOUND.tasks[1], consulted=()))),
            "without a part", "Tutor is only ever told",
        ),
        (
            evolve(SOUND, tasks=tuple(evolve(SOUND.tasks[0], id=f"T{n}") for n in range(5))),
            "ends with one", "Head of Maths answers for 5 of 5",
        ),
        (evolve(SOUND, tasks=SOUND.tasks[:1]), "both schools", "nobody at St Anne's answers"),
    ],
)  # fmt: skip
def test_each_rule_of_the_whole_table_finds_its_fault(table, rule, words):
    assert [said for name, said in words_of(table) if name == rule and words in said], words_of(table)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables())
def test_any_table_is_looked_through(table):
    assert all(mend.words.strip() for mend in warnings(table))


def test_a_post_has_all_its_letters_in_a_task():
    task = Task("T1", "", ("Tutor",), ("tutor",), (), ("Head",))
    assert [task.letters_of(name) for name in ("TUTOR", "Head", "Nurse")] == ["RA", "I", ""]
    assert task.posts == ("Tutor", "Head")

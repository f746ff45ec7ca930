from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqml.authoring.gates import people
from npqml.authoring.gates.people import Known, strangers
from tests.npqml.authoring.gates.faults import BANK, HOW_TO, SESSION, TOOLS, append, change

KNOWN = Known(
    frozenset({"Carol Whitby", "Tom Ashdown", "Wendy Tate", "Mr Whitlock"}), frozenset({"Samir"}),
    frozenset({"Rowan", "Year", "6"}), frozenset({"Joseph Smith"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ask Tom Ashby for it.", "Tom Ashby"),
        ("Ask Carol\nAshdown for it.", "Carol Ashdown"),
        ("Freya Nobody says so.", "Freya Nobody"),
        ("Sarah Whitby says so.", "Sarah Whitby"),
        ("Mrs Whitbread says so.", "Mrs Whitbread"),
        ("Then Freya says so.", "Freya"),
        ("*Kwame* put it into Callum's tray.", "Kwame"),
        ("“Aisha’s estimate”", "Aisha"),
    ],
)
def test_somebody_who_is_nobody_of_the_course_is_named(text, named):
    assert named in [name for _, name in strangers(text, KNOWN)]


@pytest.mark.parametrize(
    "text",
    [
        "Carol Whitby told Tom Ashdown. Then Carol told Samir, and Mrs Tate told Ms Whitby.",
        "Rowan class and the Summer Term; Grace under pressure; by the Max Planck rule.",
        "Ask Tom Monday week. Give Carol Year 6. Tell Tom, Carol and Wendy.",
        "Whitby's class, and St Oscar's over the road.",
        "Joseph Smith found it, and Mr Smith says so in Joseph's book.",
        "Progress 8 in Key Stage 4; the Department for Education; English as an Additional Language.",
        "Mr Whitlock came.",
    ],
)
def test_people_of_the_course_classes_and_other_words_with_capitals_are_let_be(text):
    assert strangers(text, KNOWN) == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_no_name_stands_below_its_end(text):
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in strangers(text, KNOWN))


@given(st.lists(st.sampled_from(["Carol Whitby", "Samir", "and", "Tom", "said", "Mrs Tate", ",", "\n"]), max_size=30))
def test_texts_of_the_courses_people_alone_raise_no_alarm(words):
    assert strangers(" , ".join(words), KNOWN) == []


def test_the_real_module_names_nobody_else(course, module):
    assert list(people.faults(course, module)) == []


@pytest.mark.parametrize("name", [HOW_TO, TOOLS, SESSION, BANK, "questions.toml"])
def test_a_stranger_is_named_with_file_and_line_in_every_file_of_a_module(name, course, module):
    path = module.folder / name
    append(path, "\n# Carol Whitbread and Tom Ashdown\n")
    (fault,) = people.faults(course, module)
    lines = path.read_text(encoding="utf-8").count("\n")
    assert f"{name}: line {lines}: found the name Carol Whitbread; expected Carol Whitby." in str(fault)


def test_somebody_of_a_case_and_a_pupil_of_the_list_may_be_named(course, module):
    append(module.folder / HOW_TO, "\nHelen Marsh and Samir.\n")
    assert list(people.faults(course, module)) == []
    change(course / "people.toml", 'pupils = ["Samir"]', "pupils = []")
    shutil.rmtree(course / "cases")
    assert {str(fault).partition("the name ")[2].partition(";")[0] for fault in people.faults(course, module)} == {
        "Samir"
    }


def test_two_people_of_the_course_and_a_case_who_share_a_forename_are_refused(course):
    assert list(people.course_faults(course)) == []
    change(course / "people.toml", 'name = "Wendy Tate"', 'name = "Helen Tate"')
    (fault,) = people.course_faults(course)
    assert "case-hard-conversation.toml: people, Helen Marsh: found a name that Helen Tate has too" in str(fault)


def test_one_of_the_course_s_people_may_appear_in_a_case_by_the_whole_name(course):
    change(course / "people.toml", 'name = "Wendy Tate"', 'name = "Helen Marsh"')
    assert list(people.course_faults(course)) == []

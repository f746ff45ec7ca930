"""A name is known however it is written, and a longer name is another one."""

from __future__ import annotations

import pytest

from npqml.collect.names import groups_in, may_be, people_in, resembling, same_person, without_group

LISTED = {
    "m": "Mary Smith", "k": "Jo King", "j": "James Cole", "z": "Zoë Smith-Jones", "c": "Chloe Müller",
    "d": "Chloë Muller", "l": "Łukasz Żółć", "i": "İpek Yılmaz", "o": "Åse Bjørn", "s": "Jürgen Groß",
    "t": "Æsa Þórsdóttir", "p": "Đorđe Petrović",
}  # fmt: skip


def test_a_person_is_known_in_whatever_order_and_spelling_a_platform_uses():
    names = {
        "c1": "Anna Maria Brown",
        "c2": "Zoë Smith-Jones",
        "c3": "Sam Lee",
        "c4": "Sam Lee",
        "c5": "",
        "c6": "Jones",
    }
    wanted = {
        "brownannamaria": ["c1"], "Brown, Anna Maria": ["c1"], "Group A-Anna Maria Brown": ["c1"], "C1": ["c1"],
        "smithjoneszoe": ["c2"], "Zoe\u0308 Smith-Jones": ["c2"], "Year 7-Zoë Smith-Jones": ["c2"],
        "leesam": ["c3", "c4"], "Anna Brown": [], "": [],
    }  # fmt: skip
    assert {shown: same_person(shown, names) for shown in wanted} == wanted


def test_a_whole_name_in_a_folder_s_or_file_s_name_is_a_person_and_the_longest_counts():
    names = {"a": "Owen Price", "b": "Maria Brown", "c": "Anna Maria Brown", "d": "Price", "e": "Siân O’Neill", "f": ""}
    wanted = {
        "notebook - Owen Price": ["a"], "Price, Owen": ["a"], "Price": ["d"], "price list": [],
        "Anna Maria Brown": ["c"],
        "Brown_Maria_1a": ["b"], "Sian O'Neill 1a": ["e"], "1a": [], "": [],
    }  # fmt: skip
    assert {text: people_in(text, names) for text in wanted} == wanted


def test_a_short_name_may_be_a_listed_one():
    assert may_be("Chris Lee", "Christopher Lee")
    assert may_be("Anna Brown", "Anna Maria Brown")
    assert not may_be("Kim Lee", "Christopher Lee")
    assert not may_be("Lee", "Christopher Lee")


@pytest.mark.parametrize(
    "shown",
    ["Anne-Mary Smith", "Sarah-Jo King", "Mary Smith-Jones", "James Cole Porter", "Rose-James Cole", "Al-Mary Smith"],
)
def test_a_longer_name_is_another_person_s_whoever_writes_it(shown: str):
    assert same_person(shown, LISTED) == []
    beside = (shown, f"notebook - {shown}", f"{shown} - 1a (2)", shown.replace(" ", "_"), shown.lower())
    assert [text for text in beside if people_in(text, LISTED, ["analyse"])] == []
    assert resembling(shown, LISTED)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mary Smith B", ""), ("Dr Mary Smith", ""), ("mary-smith-jones", ""), ("Mary Smith Jones 1a", ""),
        ("Cole, James Porter", ""), ("St. James Cole", ""), ("Mary Smith O'Neill", ""), ("Mary Smith née Hall", ""),
        ("1a-mary-smith-final", "m"), ("Copy of Mary Smith", "m"), ("Smith, Mary", "m"), ("Smith_Mary_1a", "m"),
        ("analyse-performance-data Mary Smith", "m"), ("Mary Smith (corrected)", "m"), ("Porter + Mary Smith", "m"),
        ("Mary Smith Module 1a", "m"), ("Zoe Smith-Jones", "z"), ("zoe-smith-jones", "z"),
        ("2026-11-20 James Cole", "j"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_belongs_to_it_unless_it_is_no_name(text: str, who: str):
    assert people_in(text, LISTED, ["analyse", "performance", "data"]) == ([who] if who else [])


@pytest.mark.parametrize(
    ("shown", "who"),
    [
        ("Group A-Mary Smith", "m"), ("Year 7-Mary Smith", "m"), ("7B-Mary Smith", "m"), ("Set Red-Mary Smith", "m"),
        ("Tutor group-Zoë Smith-Jones", "z"), ("Maths team-James Cole", "j"),
    ],
)  # fmt: skip
def test_a_group_in_front_of_a_name_looks_like_one(shown: str, who: str):
    assert same_person(shown, LISTED) == [who]


def test_what_several_names_of_a_download_begin_with_is_a_group():
    shown = ["Red-Mary Smith", "Red-Jo King", "Red-Zoë Smith-Jones", "Anne-Mary Smith", "Anne-Marie Hall"]
    assert groups_in(shown) == {"Red"}
    assert [without_group(name, {"Red"}) for name in shown] == [
        "Mary Smith", "Jo King", "Zoë Smith-Jones", "Anne-Mary Smith", "Anne-Marie Hall",
    ]  # fmt: skip
    assert groups_in(["Jean-Luc", "Jean-Paul", "Jean-Marc"]) == set()


@pytest.mark.parametrize(
    ("shown", "who"),
    [
        ("müllerchloe", "c"), ("mullerchloë", "d"), ("mu\u0308llerchloe", "c"), ("mullerchloe", "cd"),
        ("Lukasz Zolc", "l"), ("Ipek Yilmaz", "i"), ("ipek yılmaz", "i"), ("bjornase", "o"), ("Jurgen Gross", "s"),
        ("Aesa Thorsdottir", "t"), ("petrovicdorde", "p"), ("ŁUKASZ ŻÓŁĆ", "l"),
    ],
)  # fmt: skip
def test_accents_may_be_missing_and_tell_two_people_apart_where_they_are_there(shown: str, who: str):
    assert same_person(shown, LISTED) == list(who)
    if " " in shown:
        assert people_in(f"notebook - {shown}", LISTED) == list(who)


def test_two_people_whose_names_differ_in_accents_only_are_told_apart_in_a_folder_s_name():
    assert people_in("Chloe Müller", LISTED) == ["c"]
    assert people_in("1a - Muller, Chloë", LISTED) == ["d"]
    assert people_in("Chloe Muller", LISTED) == ["c", "d"]


@pytest.mark.parametrize(
    "text",
    ["王小明", "notebook - 王小明", "王小明 1a", "1a-analyse - 王小明 (2)", "王小明 mail", "assignment 王小明 final"],
)
def test_a_name_of_one_word_is_found_where_nothing_else_may_be_a_name(text):
    names = {"c031": "王小明", "c002": "Anna Brown"}
    assert people_in(text, names, ("analyse",)) == ["c031"]
    assert people_in(f"{text} Lee", names, ("analyse",)) == []
    assert people_in("Anna Brown mail", names) == ["c002"]


TWINS = {"w": "Wei Li", "l": "Li Wei", "a": "Anne-Marie D'Arcy", "d": "Anne Marie Darcy"}


@pytest.mark.parametrize(
    ("shown", "who"),
    [
        ("Wei Li", "w"), ("Li Wei", "l"), ("li wei", "l"), ("Li, Wei", "w"), ("Group A-Li Wei", "l"), ("liwei", "wl"),
        ("Anne-Marie D'Arcy", "a"), ("anne-marie d’arcy", "a"), ("D'Arcy, Anne-Marie", "a"), ("Anne Marie Darcy", "d"),
        ("darcyannemarie", "ad"), ("Anne Marie D'Arcy", "ad"),
    ],
)  # fmt: skip
def test_two_people_whose_names_differ_in_order_or_signs_only_are_told_apart_where_both_are_written(shown, who):
    assert same_person(shown, TWINS) == list(who)
    if " " in shown and "-Li" not in shown:
        assert people_in(f"1a - {shown}", TWINS) == list(who)
        assert people_in(shown.replace(" ", "_"), TWINS) == list(who)

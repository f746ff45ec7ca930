"""The numbers of session 3c: the grades of its letters, and what its plan says of chance. It mirrors no module."""

from __future__ import annotations

import re
from math import comb
from pathlib import Path

import pytest

from npqml.course.modules import find_module

PLAN = " ".join(
    find_module(Path(__file__).parents[2] / "course", "3c").session.read_text(encoding="utf-8").replace(">", "").split()
)
EACH, AFTER_A, AFTER_B = 10, 3, 8
"""Readers of each letter, and how many of them knew what to do."""
# A dot parts syllables.
LETTERS = {
    "A": "Chil·dren build flu·en·cy when they read each day. Flu·en·cy o·pens the door to the whole cur·ric·u·lum. "
    "Some fam·i·lies have not yet tak·en up our read·ing of·fer. Please sup·port flu·en·cy at home, and en·gage with "
    "us this term.",
    "B": "In Jan·u·ar·y twen·ty-two of our six·ty chil·dren had no li·brar·y card, and a card is free. Please come to "
    "the li·brar·y in the High Street on Sat·ur·day, the four·teenth of March, be·tween ten and twelve, and bring "
    "your child and an·y let·ter that has your name and ad·dress on it. Our li·brar·i·an fills in the form with you, "
    "and you can take a book home on the same day.",
    "C": "Fol·low·ing our re·view of read·ing at home, we have i·den·ti·fied that a num·ber of chil·dren do not "
    "cur·rent·ly hold a li·brar·y card, which we re·gard as an im·por·tant fac·tor in de·vel·op·ing in·de·pen·dent "
    "read·ing. The li·brar·y is o·pen from Mon·day to Sat·ur·day, with late o·pen·ing on Thurs·days, and of·fers "
    "sto·ry times, au·di·o books, com·put·ers, a home·work club and an on·line cat·a·logue. Mem·ber·ship can be "
    "ob·tained in per·son or on·line on pre·sen·ta·tion of suit·a·ble i·den·ti·fi·ca·tion. We hope that as man·y "
    "fam·i·lies as pos·si·ble will con·sid·er join·ing, and we will con·tin·ue to pro·mote read·ing through our "
    "u·su·al chan·nels through·out the year.",
}


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_stands_in_the_plan_with_its_grade(letter):
    marked = LETTERS[letter]
    text = marked.replace("·", "")
    words, sentences = len(text.split()), len(re.findall(r"[.?!](?:\s|$)", text))
    syllables = words + marked.count("·") + len(re.findall(r"\w-\w", text))
    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
    assert text in PLAN
    assert f"**{letter}** (grade {grade:.0f}, {words} words)" in PLAN


def test_what_the_plan_says_of_chance_is_what_dealing_out_the_readers_comes_to():
    assert f"| Knew what to do | {AFTER_A} of {EACH} | {AFTER_B} of {EACH} |" in PLAN
    knew = AFTER_A + AFTER_B
    ways = {number: comb(knew, number) * comb(2 * EACH - knew, EACH - number) for number in range(1, EACH + 1)}
    as_wide = sum(count for number, count in ways.items() if number >= AFTER_B or number <= AFTER_A)
    everything = comb(2 * EACH, EACH)
    assert sum(ways.values()) == everything
    assert f"{as_wide:,} of {everything:,} ways" in PLAN
    assert f"{round(100 * as_wide / everything)} in 100" in PLAN

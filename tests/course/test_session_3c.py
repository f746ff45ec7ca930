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
# An underscore parts syllables.
LETTERS = {
    "A": "Chil_dren build flu_en_cy when they read each day. Flu_en_cy o_pens the door to the whole cur_ric_u_lum. "
    "Some fam_i_lies have not yet tak_en up our read_ing of_fer. Please sup_port flu_en_cy at home, and en_gage with "
    "us this term.",
    "B": "In Jan_u_ar_y twen_ty-two of our six_ty chil_dren had no li_brar_y card, and a card is free. Please come to "
    "the li_brar_y in the High Street on Sat_ur_day, the four_teenth of March, be_tween ten and twelve, and bring "
    "your child and an_y let_ter that has your name and ad_dress on it. Our li_brar_i_an fills in the form with you, "
    "and you can take a book home on the same day.",
    "C": "Fol_low_ing our re_view of read_ing at home, we have i_den_ti_fied that a num_ber of chil_dren do not "
    "cur_rent_ly hold a li_brar_y card, which we re_gard as an im_por_tant fac_tor in de_vel_op_ing in_de_pen_dent "
    "read_ing. The li_brar_y is o_pen from Mon_day to Sat_ur_day, with late o_pen_ing on Thurs_days, and of_fers "
    "sto_ry times, au_di_o books, com_put_ers, a home_work club and an on_line cat_a_logue. Mem_ber_ship can be "
    "ob_tained in per_son or on_line on pre_sen_ta_tion of suit_a_ble i_den_ti_fi_ca_tion. We hope that as man_y "
    "fam_i_lies as pos_si_ble will con_sid_er join_ing, and we will con_tin_ue to pro_mote read_ing through our "
    "u_su_al chan_nels through_out the year.",
}


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_stands_in_the_plan_with_its_grade(letter):
    marked = LETTERS[letter]
    text = marked.replace("_", "")
    words, sentences = len(text.split()), len(re.findall(r"[.?!](?:\s|$)", text))
    syllables = words + marked.count("_") + len(re.findall(r"\w-\w", text))
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

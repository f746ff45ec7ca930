"""Titles as heads of department write them, on data of several schools: a true one is taken, an untrue one is not.

Each is written once and filled with the numbers of every school. `low` and `high` are two groups that are set beside
each other (PP and not PP, boys and girls ...), the lower and the higher; `worst` and `best` are the ends of the table.

No mirror: a large table of examples for `charts/titles.py`, whose own tests are in `test_titles.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pandas as pd
import pytest

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.charts.titles import title_fault

NAMES = {
    "Pupil premium": ("PP", "PPG pupils", "Pupil premium pupils", "Disadvantaged pupils"),
    "Not pupil premium": ("non-PP", "pupils not on pupil premium", "non-disadvantaged pupils"),
    "Girls": ("girls", "Girls", "our girls"), "Boys": ("boys", "Boys", "our boys"),
    "EAL": ("EAL", "EAL pupils", "pupils with EAL"),
    "English first language": ("non-EAL", "pupils with English as a first language"),
}  # fmt: skip
SCHOOLS = {  # reached it, of so many, as task 9 of module 1a draws them in the order of NAMES; None is not shown
    "primary 501": [(11, 19), (29, 33), (19, 25), (21, 27), (5, 8), (35, 44)],
    "primary 502": [(11, 15), (31, 36), (21, 23), (21, 28), (7, 12), (35, 39)],
    "primary 506": [(9, 18), (27, 32), (20, 26), (16, 24), (8, 10), (28, 40)],
    "secondary 502": [(10, 32), (87, 133), (42, 73), (55, 92), (22, 35), (75, 130)],
    "secondary 503": [(14, 42), (84, 127), (52, 94), (46, 75), (21, 34), (77, 135)],
    "secondary 504": [(9, 33), (84, 128), (45, 86), (48, 75), (25, 32), (68, 129)],
    "special 501": [(9, 20), (14, 18), (10, 12), (13, 26), None, (20, 34)],
}
PAIRS = (("Pupil premium", "Not pupil premium"), ("Girls", "Boys"), ("EAL", "English first language"))
APART = 6
"""Two groups are set beside each other where their shares lie further apart than those called alike."""

TRUE = """
{low}: {low_reached} of {low_pupils}
{low} ({low_share}%) well below the school's {school}%
{low} lag {high} by {gap} points
{low} lag behind {high}: {low_share}% v {high_share}%
{low} are lagging behind {high}: {low_share}% v {high_share}%
{high} outperform {low}: {high_share}% v {low_share}%
{high} outperform {low} by {gap} percentage points
{low} are outperformed by {high}: {low_share}% v {high_share}%
{low} underperform: {low_share}% against {high_share}% for {high}
Only {low_reached} of our {low_pupils} {low} reached the standard
{low} are at {low_share}%, {gap} points below {high}
A {gap}-point gap between {low} and {high}
There is a {gap} point difference between {high} and {low}
{gap}pp gap: {low} {low_share}%, {high} {high_share}%
{low} {low_share}% vs school {school}%
Whole school {school}%, {low} only {low_share}%
{low} are below the school average ({low_share}% against {school}%)
{high} above the cohort average: {high_share}% v {school}%
{low} {low_share}%, all pupils {school}%
{school}% of all pupils reached it; {low} {low_share}%
Overall {school}%, but {low} {low_share}%
{high} do better than {low} ({high_share}% and {low_share}%)
{low} do worse than {high} ({low_share}% and {high_share}%)
A smaller share of {low} than of {high} reach the standard: {low_share}% v {high_share}%
{worst} are the lowest-attaining group at {worst_share}%
{worst} are our lowest attainers: {worst_share}%
{worst} are our weakest group at {worst_share}%
{best} top the table with {best_share}%
{worst} at the bottom: {worst_share}%
{worst} have the lowest pass rate, {worst_share}%
{worst} – {worst_share}% – the lowest of all groups
No group does worse than {worst} ({worst_share}%)
No other group is below {worst} ({worst_share}%)
Nobody beats {best}: {best_share}%
Every other group does better than {worst} ({worst_share}%)
{best} ({best_share}%) ahead of everybody else
{best} exceed all other groups: {best_share}%
{worst} trail every other group: {worst_share}%
{low_short}% of {low} missed the standard
{low}: {low_missed} of {low_pupils} did not reach the standard
{low}: {low_share}% (n={low_pupils})
{low} ({low_reached}/{low_pupils}) and {high} ({high_reached}/{high_pupils})
Gap of {gap} points: {low} behind {high}
{low} – {low_share}%; {high} – {high_share}%
Our priority: {low} at {low_share}%
We must close the gap for {low}: {low_share}% against {high_share}%
Why are only {low_share}% of {low} secure?
{high} {gap} points ahead of {low}
{low} {gap} points behind {high} in Year 11 maths
Just {low_share}% of {low} at the expected standard
{low_share}% of {low} are at the expected standard compared with {high_share}% of {high}
The attainment of {low} ({low_share}%) is lower than that of {high} ({high_share}%)
{low} are not doing as well as {high}: {low_share}% v {high_share}%
{low} ({low_share}%) are not keeping up with {high} ({high_share}%)
{high} pull ahead: {high_share}% against {low_share}% for {low}
{low} fall behind {high} by {gap} points
Mind the gap: {low} {low_share}%, {high} {high_share}%
{low}: {low_reached} out of {low_pupils} pupils passed ({low_share}%)
Maths 2026: {low} {low_share}%, {high} {high_share}%
{high} have the edge on {low}: {high_share}% to {low_share}%
{low} {gap} points adrift of {high}
{high} crush {low}: {high_share}% v {low_share}%
{high} crush {low}: {high_share}%
{low} are less likely to reach the standard than {high}: {low_share}% v {high_share}%
{high_share}% of {high} but only {low_share}% of {low} reach the standard
{low} remain below {high} ({low_share}% / {high_share}%)
{low} scored lower than {high}: {low_share}% compared to {high_share}%
{low} results are {gap} percentage points lower than {high}
Of {low_pupils} {low}, {low_reached} reach the standard
{low}, {low_share}%, trail the whole school ({school}%)
Compared with {high} ({high_share}%), {low} do badly: {low_share}%
{low} underachieve: {low_share}%, {gap} points less than {high}
{high} beat the school average: {high_share}% v {school}%
{low_reached} of {low_pupils} {low} met the standard; {high_reached} of {high_pupils} {high} did
{low} attainment gap: {gap}pp
{high} are streets ahead of {low}: {high_share}% v {low_share}%
{low} under the school figure of {school}%
{low} sit at {low_share}%, the school at {school}%
{low} at {low_share}% pull down our overall {school}%
{low}: {gap} points to make up on {high}
{low} still {gap} points off {high}
{low} achieve {low_share}%, well short of {high} on {high_share}%
{low} pass rate: {low_share}% (school {school}%)
{worst} come out lowest, {worst_share}% at grade 5+
{worst} need most help: {worst_share}%
Lowest group {worst} with {worst_share}%, highest {best} with {best_share}%
{worst} ({worst_share}%) to {best} ({best_share}%): our range
From {worst_share}% ({worst}) to {best_share}% ({best})
Can we lift {low} from {low_share}%?
{low} reach the standard less often than {high} ({low_reached}/{low_pupils} v {high_reached}/{high_pupils})
Half-term focus: {low} ({low_share}%)
{high_share}% of {high} passed but just {low_share}% of {low} did
{low} don't do as well as {high} – {low_share}% v {high_share}%
{low} are being left behind: {low_share}%
{low} left behind by {high}: {low_share}% v {high_share}%
We let down our {low}: {low_share}% against {high_share}%
{low} – our biggest worry at {low_share}%
{low_missed} of our {low_pupils} {low} did not make it
{low} and {high}: {low_share}% and {high_share}%
{low} results lag the school average of {school}%
{low} are {gap} percentage points less likely to pass than {high}
""".strip().splitlines()
UNTRUE = """
{low} crush {high}: {low_share}%
{low} crush {high}: {high_share}%
{high} crush {low}: {low_share}%
{worst}, {worst_share}%, exceed everybody
{low} thrash everyone: {low_share}%
{high} lag {low} by {gap} points
{high} lag behind {low}: {high_share}% v {low_share}%
{low} outperform {high}: {low_share}% v {high_share}%
{low} outperform {high} by {gap} percentage points
{high} are outperformed by {low}: {high_share}% v {low_share}%
{high} underperform: {high_share}% against {low_share}% for {low}
Only {high_reached} of our {low_pupils} {low} reached the standard
{high} are at {high_share}%, {gap} points below {low}
A {wrong_gap}-point gap between {low} and {high}
{gap}pp gap: {low} {high_share}%, {high} {low_share}%
{low} {low_share}% vs school {wrong_school}%
Whole school {wrong_school}%, {low} only {low_share}%
{low} ({low_share}%) well above the school's {school}%
{high} are below the school average ({high_share}% against {school}%)
{wrong_school}% of all pupils reached it; {low} {low_share}%
Overall {wrong_school}%, but {low} {low_share}%
{low} beat the school average: {low_share}%
{low} do better than {high} ({low_share}% and {high_share}%)
{high} do worse than {low} ({high_share}% and {low_share}%)
A smaller share of {high} than of {low} reach the standard: {high_share}% v {low_share}%
{best} are the lowest-attaining group at {best_share}%
{best} are our lowest attainers: {best_share}%
{best} are our weakest group at {best_share}%
{worst} top the table with {worst_share}%
{best} at the bottom: {best_share}%
{worst} have the highest pass rate, {worst_share}%
No group does worse than {best} ({best_share}%)
Nobody beats {worst}: {worst_share}%
Nobody does better than {low}: {low_share}%
Every other group does better than {best} ({best_share}%)
All others do worse than {worst}: {worst_share}%
{worst} ({worst_share}%) ahead of everybody else
{worst} exceed all other groups: {worst_share}%
{best} trail every other group: {best_share}%
{low_share}% of {low} missed the standard
{low} ({low_reached}/{high_pupils}) and {high} ({high_reached}/{low_pupils})
Gap of {gap} points: {high} behind {low}
{low} – {high_share}%; {high} – {low_share}%
{low} {gap} points ahead of {high}
The attainment of {low} ({low_share}%) is higher than that of {high} ({high_share}%)
{high} are not doing as well as {low}: {high_share}% v {low_share}%
{high} ({high_share}%) are not keeping up with {low} ({low_share}%)
{low} pull ahead: {low_share}% against {high_share}% for {high}
{high} fall behind {low} by {gap} points
{low} on a par with {high}: {low_share}%
{low} match {high}: {low_share}%
{low} have caught up with {high}: {low_share}%
No gap between {low} and {high}: {low_share}% and {high_share}%
{low} have overtaken {high}: {low_share}%
{high} {gap} points adrift of {low}
{high} are less likely to reach the standard than {low}: {high_share}% v {low_share}%
{low} are twice as likely to reach the standard as {high}: {low_share}%
{high_share}% of {low} but only {low_share}% of {high} reach the standard
{low} scored higher than {high}: {low_share}% compared to {high_share}%
{high} results are {gap} percentage points lower than {low}
{low} dominate {high}: {low_share}% v {high_share}%
{low} hammer {high} by {gap} points
{low} humiliate {high}: {low_share}%
{low} level with {high} at {low_share}%
Best group: {worst}, {worst_share}%
{low} and {high}: {high_share}%
{low} and {high} both at {low_share}%
{low} ({low_share}%) leave {high} standing
{high}, {high_share}%, trail the whole school ({school}%)
Compared with {low} ({low_share}%), {high} do badly: {high_share}%
Every group beats {best}, even {worst} with {worst_share}%
{low} are no worse than {high}: {low_share}%
{low}, {low_share}%, second to none
Everyone passes: {low} {high_share}%
{low} are streets ahead of {high}: {low_share}% v {high_share}%
{high} under the school figure of {school}%
{low} above the school figure of {school}%
{low} sit at {low_share}%, the school at {wrong_school}%
{high} still {gap} points off {low}
{high} achieve {high_share}%, well short of {low} on {low_share}%
{best} come out lowest, {best_share}% at grade 5+
Lowest group {best} with {best_share}%, highest {worst} with {worst_share}%
From {worst_share}% ({best}) to {best_share}% ({worst})
{high} don't do as well as {low} – {high_share}% v {low_share}%
{high} left behind by {low}: {high_share}% v {low_share}%
{low_missed} of our {low_pupils} {high} did not make it
{high} are being left behind: {high_share}%
{low} have closed the gap on {high}: {low_share}%
{low} reach it just like {high}: {low_share}%
No difference between {low} and {high}: {low_share}%
{low} shine: {high_share}%
{low}, {low_share}%, are our best
{high} need to catch up with {low}: {high_share}%
{low} rule over {high}: {low_share}%
{low} pip {high}: {low_share}% v {high_share}%
{low} lead: {low_share}%
{low} winning, {high} losing: {low_share}% v {high_share}%
Only {low} are above the school's {school}%: {low_share}%
{high} results lag the school average of {school}%
{high} are {gap} percentage points less likely to pass than {low}
All groups are above {high_share}%: {low} {low_share}%
{low} do not trail {high}: {low_share}%
{low} aren't behind {high}: {low_share}%
Nobody is behind {high}: {high_share}%
{high} lose to {low}: {high_share}%
{low} ({low_share}%) win against {high} ({high_share}%)
Results for {low} ({low_share}%) are superior to those of {high} ({high_share}%)
{low} 1st, {high} 2nd: {low_share}%, {high_share}%
""".strip().splitlines()


def school(name: str) -> pd.DataFrame:
    rows = {group: numbers for group, numbers in zip(NAMES, SCHOOLS[name], strict=True) if numbers}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["Reached", "Pupils"])


def fillings(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Give what stands in a title's places, for each two groups of a table that lie apart."""
    shares = (100 * table["Reached"] / table["Pupils"]).map(half_up).astype(int)
    named = {group: cycle(names) for group, names in NAMES.items()}
    first, second = table.loc[["Pupil premium", "Not pupil premium"]].to_numpy()
    whole = int(half_up(100 * (first[0] + second[0]) / (first[1] + second[1])))
    for pair in PAIRS:
        if not {*pair} <= {*table.index} or abs(shares[pair[0]] - shares[pair[1]]) < APART:
            continue
        filled: dict[str, object] = {"school": whole, "wrong_school": whole + 11 if whole < 80 else whole - 11}
        ends = zip(("worst", "best"), (shares.idxmin(), shares.idxmax()), strict=True)
        for place, group in [*zip(("low", "high"), sorted(pair, key=shares.get), strict=True), *ends]:
            reached, pupils = (int(number) for number in table.loc[group])
            filled |= {
                place: next(named[group]), f"{place}_share": shares[group], f"{place}_short": 100 - shares[group],
                f"{place}_reached": reached, f"{place}_missed": pupils - reached, f"{place}_pupils": pupils,
            }  # fmt: skip
        gap = shares[max(pair, key=shares.get)] - shares[min(pair, key=shares.get)]
        yield filled | {"gap": gap, "wrong_gap": gap + 9}


def alike(filled: dict[str, object]) -> bool:
    """Tell whether two numbers that an untrue title exchanges happen to be the same, so that it is true."""
    return filled["low_share"] == filled["low_short"] or filled["low_reached"] == filled["high_reached"]


def written(title: str) -> list[tuple[str, str, str]]:
    """Give a title for every school and every two groups: the school, the title, and its fault."""
    found = []
    for name in SCHOOLS:
        table = school(name)
        for filled in fillings(table):
            if alike(filled):
                continue
            text = title.format_map(filled)
            found.append((name, text, title_fault(text, table["Reached"], table["Pupils"]).fault))
    return found


@pytest.mark.parametrize("title", TRUE)
def test_a_true_title_of_a_head_of_department_is_taken_in_every_school(title):
    assert [(name, text, fault) for name, text, fault in written(title) if fault] == []


@pytest.mark.parametrize("title", UNTRUE)
def test_an_untrue_title_is_not_taken_in_any_school(title):
    assert [(name, text) for name, text, fault in written(title) if not fault] == []


def test_a_number_that_belongs_to_no_group_and_one_of_all_pupils_are_told_as_such():
    table = school("secondary 502")
    faults = [
        title_fault(title, table["Reached"], table["Pupils"])
        for title in ("Boys and girls: 60%", "PP 31%, whole school 62%", "PP humiliate girls: 31%")
    ]
    assert [(found.fault, found.words) for found in faults] == [
        ("whose number", "60%"), ("of all pupils", "62%"), ("not read", "humiliate")
    ]  # fmt: skip


def test_one_number_behind_two_groups_is_taken_where_it_is_the_number_of_both():
    reached, pupils = {"Girls": 10, "Boys": 20}, {"Girls": 20, "Boys": 40}
    assert title_fault("Girls and boys reach it least often: 50%", reached, pupils).fault == ""

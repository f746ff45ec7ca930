"""The numbers of session 1a: what a facilitator prints and sends follows from the pupils of Handout 1."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from npqml.course.modules import find_module

PLAN = find_module(Path(__file__).parents[2] / "course", "1a").session.read_text(encoding="utf-8")


def part(heading: str) -> str:
    """Return what stands under a heading of the plan, up to the next."""
    return PLAN.split(f"\n### {heading}\n")[1].split("\n##")[0]


def table(heading: str) -> pd.DataFrame:
    """Return the table under a heading, every cell as text."""
    rows = [line.strip("|").split("|") for line in part(heading).splitlines() if line.startswith("|")]
    text = "\n".join("\t".join(cell.strip() for cell in row) for row in (rows[0], *rows[2:]))
    return pd.read_csv(StringIO(text), sep="\t", dtype=str, keep_default_na=False)


@pytest.fixture
def tested() -> pd.DataFrame:
    """The pupils of Handout 1 who are on roll and have a result."""
    listed = table("Handout 1")
    here = listed[listed["Left"] == ""].drop_duplicates("UPN")
    assert len(here) == 16
    return here.assign(Score=pd.to_numeric(here["Score"], errors="coerce")).dropna(subset="Score")


def share(pupils: pd.DataFrame) -> str:
    return f"{(pupils['Score'] >= 20).sum()} of {len(pupils)}, {100 * (pupils['Score'] >= 20).mean():.0f}%"


def test_the_answers_to_handout_1_are_what_its_table_comes_to(tested):
    by_class = dict(list(tested.groupby("Class")))
    answers = part("Answers to Handout 1")
    assert f"With a result: {len(tested)}." in answers
    assert f"P: {share(by_class['P'])}. Q: {share(by_class['Q'])}." in answers
    assert f"Both together: {share(tested)}." in answers
    mean = 100 * (tested["Score"] >= 20).groupby(tested["Class"]).mean().mean()
    assert f"The average of the shares is {mean:.0f}%." in answers


def test_the_table_of_handout_3_is_what_the_pupils_of_handout_1_come_to(tested):
    groups = tested.assign(Start=tested["Start"].map({"H": "High", "M": "Middle", "L": "Low"}))
    for _, row in table("Handout 3").iterrows():
        of_start = groups if row["Start"] == "All" else groups[groups["Start"] == row["Start"]]
        for number, reached, average, premium in ((*row.iloc[1:4], "Y"), (*row.iloc[4:7], "N")):
            pupils = of_start[of_start["PP"] == premium]
            assert int(number) == len(pupils)
            assert (reached == "") == (average == "") == pupils.empty
            if len(pupils):
                assert int(reached) == (pupils["Score"] >= 20).sum()
                assert float(average) == pupils["Score"].mean()


def test_the_gap_like_for_like_and_what_it_hangs_on(tested):
    def like_for_like(pupils):
        averages = pupils.pivot_table(index="Start", columns="PP", values="Score")
        numbers = pupils[pupils["PP"] == "Y"].groupby("Start").size()
        gap = (averages["Y"] - averages["N"]).dropna()
        return f"{(gap * numbers[gap.index]).sum() / numbers[gap.index].sum():.4g}".replace("-", "−")

    def if_oz_had(score):
        return like_for_like(tested.assign(Score=tested["Score"].mask(tested["Pupil"] == "Oz", score)))

    answers = " ".join(part("Answers to Handout 3").split())
    assert f"= **{like_for_like(tested)} marks**" in answers
    assert f"If Oz had 20 and not 15 it would be {if_oz_had(20)}; if he had 24, {if_oz_had(24)};" in answers
    assert f"without Lou's 0, {like_for_like(tested[tested['Pupil'] != 'Lou'])}." in answers


def test_no_handout_gives_away_what_the_answers_say():
    before, _, after = PLAN.partition("\n## To print afterwards\n")
    assert "Answers to Handout" not in before
    assert after.count("### Answers to ") == 4
    assert not [answer for answer in ("P 9", "9 of", "both 14", "14 pupils") if answer in part("Handout 1")]

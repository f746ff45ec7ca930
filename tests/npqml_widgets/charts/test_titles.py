# ruff: noqa: E501 - a table of titles reads best a line each

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.rounding import half_up
from npqml_widgets.charts.titles import title_fault

TABLE = pd.DataFrame(
    {
        "Reached": {"Pupil premium": 12, "Not pupil premium": 77, "Girls": 49, "Boys": 40, "EAL": 13, "English first language": 76},
        "Pupils": {"Pupil premium": 44, "Not pupil premium": 120, "Girls": 87, "Boys": 77, "EAL": 28, "English first language": 136},
    }
)  # fmt: skip
RIGHT = """
Pupil premium reach the standard least often: 27%
12 of 44 pupil premium children get there
Pupil premium: only 27% reach it
PP: 27%
Only 27 per cent of pupil-premium pupils reach it
Twelve of 44 PP pupils reach the standard
More than half of girls reach it
Not pupil premium pupils reach it most often (64%)
Nearly half of EAL pupils (46%) reach the standard
Disadvantaged pupils: 73% fall short
Pupil premium: 73% do not reach it
73% of PP miss the standard
Boys 52%, girls 56%
Boys and girls reach it alike: 52% and 56%
27% of PP reach it against 64% of those not on pupil premium
PP pupils reach it less often than non-PP: 27% against 64%
Pupil premium children are 37 points behind
PP are 37 percentage points behind not pupil premium
PP reach it 37% less often
In Year 11 27% of PP pupils reach grade 5
One in four PP pupils reaches it
About a quarter of pupil premium reach the standard
27.3% of pupil premium reach it
Lowest: pupil premium, 27%
Who falls short? Pupil premium: 73%
Who reaches it least often? Pupil premium (12 of 44)
More girls (56%) than boys (52%) reach the standard
Pupil premium miss it most often: 73%
Sixty-four per cent of pupils without PP reach it
Fewer than half of EAL pupils (13 of 28) reach grade 5
Pupil premium (n = 44): 27%
Our 44 PP pupils reach it least often: 12 do
The gap between PP and not PP is 37 points
EAL pupils 10 points behind English first language
Not even one in three pupil premium pupils: 12 of 44
Girls 56·3%
Girls: 56,3%
Not PP reach it most often, PP least often: 64% and 27%
EAL are the second lowest: 46%
English as an additional language: 13 out of 28
GIRLS – 56 % REACH IT
PP 27% vs non-PP 64%
27% of PP against 64% of the others
PP reach it less often than others: 27%
Pupil premium: 27% v 64%
Pupil premium gap: 64% v 27%
Boys trail girls by 4 points
Girls lead boys by 4 points
56% to 52%: girls beat boys
PP: 12/44 (27%)
12 PP pupils (of 44) reach it
Over a quarter of premium pupils reach it
Pupil premium is the lowest group, with 27%
27% of pupil premium pupils reached it, compared with 64% of their peers
Four groups pass 50%; PP (27%) and EAL (46%) do not
Disadvantaged pupils reach it least often: 27%
One in four pupil premium pupils reach it
27% of PP pupils, against 64% of all the others
27% of PP pupils reached it, compared to 64% of their classmates
64% of not PP reach it, but only 27% of PP
PP (27%) and EAL (46%) do not pass 50%
Four groups are above 50%, PP (27%) and EAL (46%) are not
Two groups are below 50%: PP (27%) and EAL (46%)
Roughly one in four PP pupils reach it
Nearly three in four PP pupils fall short
PP pupils come last: 27%
Last: PP, 27%
Last year 27% of PP pupils reached it
PP are in last place: 27%
Not PP come first: 64%
Girls are second highest: 56%
Girls are the third highest: 56%
EAL are the second lowest: 46%
Boys are not the lowest: 52%
EAL are among the lowest: 46%
Girls reach it about twice as often as PP: 56%
PP reach it less than half as often as others: 27%
Non-PP pupils reach it more than twice as often as PP: 64%
PP do not reach it as often as others: 27%
PP are twice as likely to miss it as others: 73%
Boys and girls reach it equally often: 52% and 56%
Boys reach it nearly as often as girls: 52%
No gap between boys and girls: 52% and 56%
Most girls reach it: 56%
Most PP pupils miss it: 73%
73% of PP pupils never reach it
12 PP pupils reach it
Only 12 pupils with PP reach it
PP: 12 pupils of 44
PP: 12 pupils (27%)
12 of our PP pupils reach it
44 PP pupils, 12 reach it
PP: the lowest of all groups at 27%
Pupil premium pupils have the smallest share: 27%
In the latest test 27% of PP reached it
Year 6: 27% of PP
Girls 49 and boys 40
Boys: 40, girls: 49
At best 64% reach it (not PP); PP 27%
PP: at least one in four
Pupil premium pupils reach the standard least often: 12 of 44 do
PP pupils are furthest behind: 27%
Half as many PP pupils as others reach it: 27% v 64%
""".strip().splitlines()
WRONG = {
    "Pupil premium reach the standard least often: 1%": "wrong number",
    "Girls reach the standard least often: 56%": "not the lowest",
    "Boys reach it most often: 52%": "not the highest",
    "Girls miss it most often: 44%": "not the lowest",
    "Cowboys really reach it: 27%": "no group",
    "Teal and appeal: 46%": "no group",
    "Results by group": "no group",
    "": "no group",
    "Pupil premium reach it less often": "no number",
    "Our 44 PP pupils reach it least often": "no number",
    "In Year 11 PP reach grade 5 least often": "no number",
    "Girls: 27%": "of another group",
    "PP: 12%": "number of pupils as a share",
    "Pupil premium: 73% reach it": "other way round",
    "PP: 27% fall short": "other way round",
    "27% of PP do not reach it": "other way round",
    "Girls 52%, boys 56%": "of another group",
    "Boys and girls reach it alike: 56% and 52%": "of another group",
    "27% of girls reach it against 64% of PP": "of another group",
    "12 of 45 PP pupils reach it": "wrong number",
    "Half of PP pupils reach it": "wrong number",
    "One in three PP pupils reaches it": "wrong number",
    "PP 5 points behind": "wrong number",
    "PP 37 points ahead": "wrong order",
    "PP reach it more often than non-PP: 27%": "wrong order",
    "Boys are ahead of girls: 52%": "wrong order",
    "More than 1% of girls reach it": "wrong number",
    "Boys lead girls by 4 points": "wrong order",
    "Boys above girls: 52% and 56%": "wrong order",
    "PP: 64% v 27%": "of another group",
    "64% of PP against 27% of the others": "of another group",
    "Others reach it less often than PP: 27%": "wrong order",
    "All girls reach it": "wrong number",
    "None of the boys reach it": "wrong number",
    "PP reach it: 543%": "wrong number",
    "Boys: 49 girls": "of another group",
    "PP 12 12 12 12": "not read",
    "PP: 27 pupils": "wrong number",
    "EAL pupils never reach it: 54%": "wrong number",
    "Boys come last: 52%": "not the lowest",
    "Pupil premium pupils reach it twice as often as others: 27%": "wrong order",
    "0 0 0 boys": "not read",
    "Boys = 49 girls": "of another group",
    "Boys – 49 girls": "of another group",
    "EAL 12 PP pupils": "of another group",
    "Boys: 76 pupils with English first language": "of another group",
    "PP 27 27 27": "not read",
    "PP 27% 27% 27%": "not read",
    "PP: 27, 27, 27": "not read",
    "Boys: 52 children": "wrong number",
    "52 boys reach it": "wrong number",
    "EAL pupils always reach it: 46%": "wrong number",
    "Girls all reach it: 56%": "wrong number",
    "Not one EAL pupil reaches it: 46%": "wrong number",
    "Girls are first: 56%": "not the highest",
    "Girls come first with 56%": "not the highest",
    "Boys finish last (52%)": "not the lowest",
    "Boys are last: 52%": "not the lowest",
    "Last of all: boys, 52%": "not the lowest",
    "EAL are bottom: 46%": "not the lowest",
    "Boys are the second lowest: 52%": "not the lowest",
    "EAL are among the highest: 46%": "not the highest",
    "Girls are not the second highest: 56%": "not read",
    "PP are not the lowest: 27%": "not the lowest",
    "EAL have the smallest share: 46%": "not the lowest",
    "Boys are the slowest: 52%": "not read",
    "EAL are the poorest group: 46%": "not the lowest",
    "The largest gap is between boys and girls: 52% and 56%": "not read",
    "PP reach it twice as often as not PP: 27%": "wrong order",
    "PP reach it as often as others: 27%": "wrong order",
    "PP reach it just as often as their peers: 27%": "wrong order",
    "PP and not PP reach it alike: 27% and 64%": "wrong order",
    "No gap between PP and not PP: 27% and 64%": "wrong order",
    "PP: three times as likely to reach it as others (27%)": "wrong order",
    "Not PP reach it three times as often as PP: 64%": "wrong number",
    "Girls reach it twice as often as boys: 56%": "wrong number",
    "Five groups pass 50%; PP (27%) does not": "wrong number",
    "Most PP pupils reach it: 27%": "wrong number",
    "Most EAL pupils reach it (46%)": "wrong number",
    "PP double the rate of others: 27%": "wrong order",
    "The most successful group: boys, 52%": "not read",
    "PP pupils never miss it: 27%": "wrong number",
}
NAMES = {
    "Pupil premium": ["Pupil premium", "PP pupils", "pupil-premium children", "disadvantaged pupils"],
    "Not pupil premium": ["Not pupil premium", "non-PP", "pupils without PP", "those not on pupil premium"],
    "Girls": ["Girls", "girls"], "Boys": ["Boys", "our boys"],
    "EAL": ["EAL", "pupils with EAL", "English as an additional language"],
    "English first language": ["English first language", "not EAL", "pupils whose first language is English"],
}  # fmt: skip
SENTENCES = ["{name}: {number}", "{number} of {name} reach it", "{name} reach the standard: {number}", "Only {number} of {name} get there",
             "In Year 11, {name} reach grade 5 ({number})", "Of {name}, {number} reached it in 2026"]  # fmt: skip
SHORT = ["{name}: {number} fall short", "{number} of {name} miss it", "{number} of {name} do not reach the standard"]


def fault(title: str, table: pd.DataFrame = TABLE) -> str:
    return title_fault(title, table["Reached"], table["Pupils"]).fault


@pytest.mark.parametrize("title", RIGHT)
def test_what_agrees_with_the_table_is_taken_however_it_is_written(title):
    assert title_fault(title, TABLE["Reached"], TABLE["Pupils"]).fault == ""


@pytest.mark.parametrize("title", WRONG)
def test_each_fault_is_told_by_its_name(title):
    assert fault(title) == WRONG[title]


@st.composite
def tables(draw) -> pd.DataFrame:
    pupils = {name: draw(st.integers(6, 160)) for name in NAMES}
    reached = {name: draw(st.integers(0, number)) for name, number in pupils.items()}
    return pd.DataFrame({"Reached": reached, "Pupils": pupils})


@st.composite
def titles(draw) -> tuple[pd.DataFrame, str, int, int, str]:
    table, group = draw(tables()), draw(st.sampled_from(list(NAMES)))
    name, short = draw(st.sampled_from(NAMES[group])), draw(st.booleans())
    reached, pupils = (int(number) for number in table.loc[group])
    return (
        table,
        draw(st.sampled_from(SHORT if short else SENTENCES)),
        pupils - reached if short else reached,
        pupils,
        name,
    )


def said(count: int, pupils: int, way: int) -> str:
    share = 100 * count / pupils
    return [
        f"{share:.0f}%",
        f"{share:.1f} per cent",
        f"{count} of {pupils}",
        f"{count} out of the {pupils}",
        f"{share:.0f}pc",
    ][way]


@settings(deadline=None)
@given(titles(), st.integers(0, 4))
def test_no_title_with_a_right_group_and_its_right_number_is_refused(title, way):
    table, sentence, count, pupils, name = title
    assert fault(sentence.format(name=name, number=said(count, pupils, way)), table) == ""


@settings(deadline=None)
@given(titles(), st.integers(0, 4), st.integers(1, 200), st.sampled_from([-1, 1]))
def test_no_title_with_a_wrong_number_is_taken(title, way, beside, sign):
    """Wrong by a pupil at least, and by more than one point of a per cent, where rounding ends."""
    table, sentence, count, pupils, name = title
    wrong = count + sign * beside
    if wrong < 0 or (way not in (2, 3) and abs(wrong - count) / pupils <= 0.011):
        return
    number = said(wrong, pupils, way)
    assert fault(sentence.format(name=name, number=number), table) not in ("", "no group"), number


@settings(deadline=None)
@given(tables(), st.permutations(list(NAMES)), st.booleans())
def test_a_group_is_called_the_lowest_only_where_it_is(table, order, lowest):
    shares = (100 * table["Reached"] / table["Pupils"]).map(half_up)
    group = order[0]
    words = "least often" if lowest else "most often"
    right = shares[group] == (shares.min() if lowest else shares.max())
    title = f"{NAMES[group][0]} reach it {words}: {table['Reached'][group]} of {table['Pupils'][group]}"
    assert fault(title, table) == ("" if right else f"not the {'lowest' if lowest else 'highest'}")


def test_the_fault_names_the_group_and_the_words():
    found = title_fault("Girls 56%, boys 1%", TABLE["Reached"], TABLE["Pupils"])
    assert (found.group, found.words) == ("Boys", "1%")


def test_a_title_of_any_length_and_kind_is_read_at_once():
    for title in (
        "less " * 100_000,
        "girls 1 " * 50_000,
        "½ of girls",
        "girls: 1/0",
        "0 in 0 girls",
        "\n\t",
        "٣ girls 5",
    ):
        fault(title)
    assert fault("½ of girls") == "wrong number"

"""The scheme of twelve units and what each needs, a diagnostic quiz, what one start leads to, and nine practices.

Planted: some needs are taught too late, among them one of the first weak unit; items 3 and 6 of the quiz have the same
share right, but most wrong answers to one have a reason in common, and those to the other have none; a start leads to
many results; of the nine practices four are asked for by somebody, and two of these are said to be for Ofsted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit
from npqml.madeup.pupils import national, phases
from npqml.madeup.pupils.arrays import Numbers
from npqml.madeup.pupils.estimates import NETWORK, estimates
from npqml.madeup.pupils.measures import measure
from npqml.madeup.pupils.questions import WEAK

BROKEN = (3, 5)
"""Needs that come too late in today's order, at the least and at the most."""
COMMONEST = (0.74, 0.84)
"""Of those who chose wrongly at item 3, the share that chose one and the same answer."""
NO_REASON = (0.38, 0.36, 0.26)
"""How those who chose wrongly at item 6 are spread over its three wrong answers."""
FACILITY = (0.44, 0.58)
"""The share of pupils who are right at items 3 and 6."""
BLANK = (0.04, 0.07)
"""The share of pupils who leave an item blank."""
NARROWER = 3
"""So many results the middle half of those with one start is narrower than all that they got."""
HOURS_APART = 3.0
"""Hours by which each slip in the sum of practices lies off the right sum, and off the others."""
WEEKS = 39
TRIES = 400
"""Orders of the units that are looked at in one draw."""


class Unit(NamedTuple):
    """A unit of the scheme: what has to be taught before it, and where it comes back in adult life."""

    needs: tuple[str, ...]
    adult_life: str


UNITS: dict[str, dict[str, Unit]] = {
    "primary": {
        "Place value": Unit((), "reading a bill, a meter, a house price"),
        "Addition and subtraction": Unit(("Place value",), "a till, a bank balance"),
        "Multiplication and division": Unit(("Addition and subtraction",), "hours times rate, a bill for four"),
        "Fractions": Unit(("Multiplication and division",), "half a dose, a third of the rent"),
        "Decimals": Unit(("Place value", "Fractions"), "prices, lengths in metres"),
        "Ratio": Unit(("Multiplication and division", "Fractions"), "a recipe for more people, diluting a cleaner"),
        "Measures": Unit(("Place value", "Multiplication and division"), "a recipe, the weight of a parcel"),
        "Time": Unit(("Addition and subtraction",), "a bus to catch, a shift"),
        "Area and perimeter": Unit(("Multiplication and division", "Measures"), "carpet, fence, paint"),
        "Shape and angles": Unit((), "flat-pack furniture, parking"),
        "Coordinates": Unit(("Shape and angles",), "a map, a seat number"),
        "Statistics": Unit(("Addition and subtraction", "Fractions"), "a chart in the news"),
    },
    "secondary": {
        "Multiplication and division": Unit((), "hours times rate, a bill for four"),
        "Fractions and percentages": Unit(("Multiplication and division",), "tax, a discount, interest on a loan"),
        "Ratio and proportion": Unit(
            ("Multiplication and division", "Fractions and percentages"), "a recipe, a mix of paint, a currency"
        ),
        "Expressions": Unit(("Multiplication and division",), "a formula in a spreadsheet"),
        "Equations": Unit(("Expressions",), "which tariff is cheaper, and from when"),
        "Graphs": Unit(("Expressions", "Ratio and proportion"), "a rate of pay, fuel used by the mile"),
        "Area and volume": Unit(("Multiplication and division",), "carpet, paint, a skip"),
        "Similar shapes": Unit(("Ratio and proportion", "Area and volume"), "plans to scale, a model"),
        "Angles": Unit((), "a ramp, a roof"),
        "Trigonometry": Unit(("Ratio and proportion", "Equations", "Angles"), "a slope that a wheelchair can use"),
        "Probability": Unit(("Fractions and percentages",), "insurance, a medical test, a bet"),
        "Averages and charts": Unit(("Multiplication and division",), "a chart in the news"),
    },
    "special": {
        "Counting": Unit((), "plates for the table"),
        "More and less": Unit((), "a fair share, enough or not"),
        "Ordering numbers": Unit(("Counting", "More and less"), "a bus number, a queue ticket"),
        "Adding and taking away": Unit(("Counting",), "what is left in a purse"),
        "Sharing equally": Unit(("Counting",), "one each, food for four"),
        "Part and whole": Unit(("Sharing equally",), "half a tablet, a quarter of a pizza"),
        "Time and money": Unit(("Counting", "Adding and taking away", "Part and whole"), "half past, a fare, change"),
        "Size and weight": Unit(("More and less",), "which bag to carry, which coat fits"),
        "Measuring": Unit(("Counting", "Size and weight"), "a cup of rice, a dose"),
        "Shape": Unit((), "signs, packing a bag"),
        "Patterns": Unit(("Shape",), "the days of the week, a routine"),
        "Position": Unit((), "left, right, the next stop"),
    },
}
"""The twelve units by phase. What needs what is ours, and simple: a team's own list would be longer."""
SEVEN = {
    "primary": (
        "Addition and subtraction", "Multiplication and division", "Fractions", "Decimals", "Ratio", "Measures",
        "Area and perimeter",
    ),
    "secondary": (
        "Multiplication and division", "Fractions and percentages", "Ratio and proportion", "Expressions", "Graphs",
        "Area and volume", "Similar shapes",
    ),
    "special": (
        "Counting", "More and less", "Ordering numbers", "Adding and taking away", "Sharing equally", "Part and whole",
        "Time and money",
    ),
}  # fmt: skip
"""The units that task 6 puts in order: the weak pair, and others that they need or that need them."""

ITEMS: dict[str, tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]] = {
    "primary": (
        ("Fractions", "A bar has 8 equal parts, and 3 are shaded. What fraction is shaded?", "B", (
            ("3/8", ""), ("3/5", "compares shaded with not shaded"), ("5/8", "counts what is not shaded"),
            ("8/3", "turns the fraction round"))),
        ("Fractions", "What is a quarter of 20?", "D", (
            ("4", "takes the 4 for the answer"), ("5", ""), ("16", "takes 4 away"), ("80", "multiplies by 4"))),
        ("Fractions", "Which is the largest: 1/3, 1/4, 1/6 or 1/8?", "D", (
            ("1/3", ""), ("1/4", "no idea that we know of"), ("1/6", "no idea that we know of"),
            ("1/8", "a larger number below makes a larger fraction"))),
        ("Fractions", "1/2 + 1/4 = ?", "A", (
            ("2/6", "adds tops and adds bottoms"), ("1/6", "adds bottoms only"), ("3/4", ""),
            ("2/4", "adds tops, keeps one bottom"))),
        ("Multiplication and division", "6 × 7 = ?", "B", (
            ("13", "adds"), ("36", "is one group short"), ("42", ""), ("49", "takes 7 × 7"))),
        ("Multiplication and division", "Eggs come in boxes of 6. How many boxes hold 45 eggs?", "A", (
            ("7", "drops the three eggs that are left"), ("7 r 3", "leaves the eggs without a box"), ("8", ""),
            ("39", "takes 6 away once"))),
        ("Multiplication and division", "4 × 30 = ?", "A", (
            ("12", "loses the place of the 3"), ("34", "adds"), ("120", ""), ("1200", "adds a nought too many"))),
        ("Multiplication and division", "56 ÷ 8 = ?", "A", (
            ("6", "is one group short"), ("7", ""), ("48", "takes 8 away"), ("8", "takes 8 × 8 for 56"))),
    ),
    "secondary": (
        ("Ratio and proportion", "Red and white are mixed 2 : 3. How much white goes with 6 litres of red?", "B", (
            ("4 litres", "turns the ratio round"), ("7 litres", "adds the difference"), ("9 litres", ""),
            ("18 litres", "multiplies by the 3 alone"))),
        ("Ratio and proportion", "£40 is shared 3 : 5. What is the larger share?", "C", (
            ("£8", "divides by 5"), ("£15", "takes the smaller share"), ("£24", "takes three fifths"), ("£25", ""))),
        ("Ratio and proportion", "A recipe for 4 people takes 6 eggs. How many for 10 people?", "A", (
            ("12", "adds: six people more, six eggs more"), ("15", ""), ("24", "takes 4 × 6"), ("60", "takes 6 × 10"))),
        ("Ratio and proportion", "On a map 2 cm stand for 5 km. How far is 7 cm?", "D", (
            ("10 km", "adds the difference"), ("14 km", "doubles"), ("17.5 km", ""), ("35 km", "takes 5 × 7"))),
        ("Fractions and percentages", "What is 3/8 of 40?", "D", (
            ("5", "takes one eighth"), ("13.3", "divides by 3"), ("15", ""), ("120", "multiplies by 3, stops there"))),
        ("Fractions and percentages", "A coat costs £60, and 15% comes off. What is the new price?", "B", (
            ("£9", "stops at what comes off"), ("£45", "takes £15 off"), ("£51", ""), ("£56", "takes 60 ÷ 15 off"))),
        ("Fractions and percentages", "Which is the largest: 2/3, 3/5, 5/8 or 7/12?", "D", (
            ("2/3", ""), ("3/5", "no idea that we know of"), ("5/8", "no idea that we know of"),
            ("7/12", "larger numbers make a larger fraction"))),
        ("Fractions and percentages", "A price rises by 10%, then falls by 10%. What is it now?", "B", (
            ("lower than at first", ""), ("the same", "up and down cancel out"), ("higher", "the rise counts more"),
            ("it depends on the price", "no idea that we know of"))),
    ),
    "special": (
        ("Part and whole", "Four pictures of a cake. Which shows a half?", "B", (
            ("two equal parts, one shaded", ""), ("two unequal parts, one shaded", "any two parts are halves"),
            ("four parts, one shaded", "any part is a half"), ("the whole cake", "takes the whole"))),
        ("Part and whole", "Which piece is bigger, a half or a quarter of the same pizza?", "B", (
            ("the half", ""), ("the quarter", "four is more than two"), ("the same", "a piece is a piece"),
            ("both", "says yes to each"))),
        ("Part and whole", "Six cubes. Put half of them in your box. How many are in it?", "B", (
            ("1", "takes one"), ("2", "half means two"), ("3", ""), ("6", "takes them all"))),
        ("Part and whole", "Four apples, two children. How many does each get, so that it is fair?", "A", (
            ("1", "gives one each and stops"), ("2", ""), ("3", "counts on from two"), ("4", "gives all to one"))),
        ("Time and money", "Which coin buys most: 2p, 5p, 10p or 20p?", "A", (
            ("2p", "the largest coin"), ("5p", "the smallest coin"), ("10p", "no idea that we know of"), ("20p", ""))),
        ("Time and money", "Four clocks. Which shows half past three?", "A", (
            ("quarter past three", "any hand that has moved"), ("three o'clock", "hears the three"),
            ("half past three", ""), ("half past two", "counts back"))),
        ("Time and money", "Juice is 6p. You pay with 10p. How much comes back?", "B", (
            ("4p", ""), ("6p", "says the price"), ("10p", "gives the coin back"), ("16p", "adds"))),
        ("Time and money", "Which comes next: lunch, home time, ...?", "C", (
            ("breakfast", "begins the day again"), ("tea", ""), ("lunch", "says the first once more"),
            ("assembly", "no idea that we know of"))),
    ),
}  # fmt: skip
"""The eight items by phase: unit, question, commonest wrong answer; each answer, and what it shows if it is wrong."""

PRACTICES = (
    ("A plan on the old template for each lesson", (30, 60), "Ofsted", "Nobody. No policy names the template"),
    ("A stamp in the book for each talk with a pupil", (10, 25), "Ofsted", "Nobody. It began before an inspection"),
    ("Marking as the feedback policy says", (60, 110), "Ofsted", "The school's feedback policy, which Daniel keeps"),
    ("Termly review of each plan for SEN support", (10, 20), "Ofsted", "The SEND Code of Practice; Fiona reads them"),
    ("Pages for a folder of photographed work", (20, 40), "Ofsted", "Nobody. It came from another school"),
    ("Marks typed into a second spreadsheet", (15, 30), "Daniel", "Nobody. Daniel stopped reading it last year"),
    ("The register", (10, 20), "the office", "The law on school registers"),
    ("Marking the checks of the two units", (10, 20), "your project", "The assessment calendar that Ruth signed"),
    ("Targets on the classroom wall, renewed", (15, 30), "learning walks", "Nobody. The form for walks dropped it"),
)
"""Each practice with the minutes a week that it takes (between these), whom it is said to be for, and who asks."""
POLICY = ("Marking as the feedback policy says", "Marking the checks of the two units")
CODE = "Termly review of each plan for SEN support"
EVERYBODY = ("Marking as the feedback policy says", "The register")
"""What every teacher of the team does."""


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return the module's tables by file name; all that is random in them comes from `rng`."""
    spread = _spread(kit.phase)
    return {
        "units.csv": _units(kit.phase, rng),
        "quiz.csv": _quiz(kit, rng),
        "options.csv": _options(kit.phase),
        "spread.csv": spread,
        "target.csv": _target(kit, spread, rng),
        "practices.csv": _practices(kit.cohort.team_size - 1, rng),
    }


def _units(phase: str, rng: np.random.Generator) -> pd.DataFrame:
    """Return the units in today's order, with some needs too late, and how easy the team finds each."""
    units = UNITS[phase]
    orders = [(_order(phase, rng), _easiest_first(units, rng)) for _ in range(TRIES)]
    wanted = int(rng.integers(BROKEN[0], BROKEN[1] + 1))  # else three would be by far the commonest number
    showing = (pair for pair in orders if len(too_late(units, pair[0])) == wanted and _shows(phase, *pair))
    order, easiest = next(showing, orders[0])
    return pd.DataFrame(
        {
            "Place now": range(1, len(order) + 1),
            "Unit": order,
            "Weeks": rng.integers(2, 5, len(order)),
            "Needs": ["; ".join(units[name].needs) for name in order],
            "Easiest": [easiest.index(name) + 1 for name in order],
            "Adult life": [units[name].adult_life for name in order],
        }
    )


def _easiest_first(units: Mapping[str, Unit], rng: np.random.Generator) -> list[str]:
    """Return the units as the team finds them, easiest first: those with few needs are mostly easy, not always."""
    hard = {name: len(unit.needs) + rng.normal(0, 1.2) for name, unit in units.items()}
    return sorted(hard, key=hard.__getitem__)


def _order(phase: str, rng: np.random.Generator) -> list[str]:
    """Return an order that keeps all needs but for a few units that were moved to the front of what they need."""
    units = UNITS[phase]
    order: list[str] = []
    while len(order) < len(units):
        open_now = [name for name in units if name not in order and all(need in order for need in units[name].needs)]
        order.append(str(rng.choice(open_now)))
    others = [name for name in units if units[name].needs and name != WEAK[phase][0]]
    for name in (WEAK[phase][0], *(str(name) for name in rng.choice(others, int(rng.integers(1, 3)), replace=False))):
        first = min(order.index(need) for need in units[name].needs)
        order.remove(name)
        order.insert(int(rng.integers(0, first + 1)), name)
    return order


def too_late(units: Mapping[str, Unit], order: Sequence[str]) -> list[tuple[str, str]]:
    """Return each need that an order teaches after the unit that needs it, as (need, unit)."""
    found = [(need, name) for name in order for need in units[name].needs if need in order]
    return [(need, name) for need, name in found if order.index(need) > order.index(name)]


def _shows(phase: str, order: list[str], easiest: list[str]) -> bool:
    """Tell whether today's order has the needs too late that it shall, and each wrong order shows."""
    units, (first, second) = UNITS[phase], WEAK[phase]
    late = too_late(units, order)
    hit = {name for _, name in late}
    neighbours = sum(order.index(need) == order.index(name) + 1 for need, name in late)
    seven = {name: Unit(tuple(need for need in units[name].needs if need in SEVEN[phase]), "") for name in SEVEN[phase]}
    now, easy = ([name for name in one if name in seven] for one in (order, easiest))
    return (
        BROKEN[0] <= len(late) <= BROKEN[1]
        and len({len(late), len(hit), neighbours}) == 3
        and neighbours > 0
        and first in hit
        and bool(too_late(seven, now))
        and bool(too_late(seven, easy))
        and now != easy
        and not {first, second} & {now[0], easy[0]}
    )


def _quiz(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return what each pupil chose at each item; in a special school of those who follow a subject."""
    pupils = kit.pupils
    if kit.phase == "special":  # the others are assessed by the engagement model: no quiz, no score
        pupils = pupils[pupils[measure("special").baseline].notna()]
    check = pupils["Check Sep"].astype(float)
    ability = ((check - check.mean()) / check.std()).fillna(0).to_numpy()
    quiz = pupils[["UPN", "Class"]].reset_index(drop=True)
    same = round(rng.uniform(*FACILITY) * len(quiz))
    for number, (_, _, commonest, answers) in enumerate(ITEMS[kit.phase], 1):
        right = same if number in (3, 6) else round(rng.uniform(0.4, 0.75) * len(quiz))
        blank = max(1, round(rng.uniform(*BLANK) * len(quiz)))
        most = rng.uniform(*COMMONEST) if number == 3 else rng.uniform(0.48, 0.6)
        shares = NO_REASON if number == 6 else (most, 0.6 * (1 - most), 0.4 * (1 - most))
        quiz[f"Item {number}"] = _chosen(answers, commonest, shares, right, blank, ability, rng)
    return quiz


def _chosen(
    answers: Sequence[tuple[str, str]],
    commonest: str,
    shares: Sequence[float],
    right: int,
    blank: int,
    ability: Numbers,
    rng: np.random.Generator,
) -> list[str]:
    """Return each pupil's letter at one item: abler pupils are more often right, `shares` of the wrong ones alike."""
    letters = "ABCD"[: len(answers)]
    key = next(letter for letter, (_, shows) in zip(letters, answers, strict=True) if not shows)
    others = [
        commonest,
        *(str(name) for name in rng.permutation([name for name in letters if name not in (key, commonest)])),
    ]
    wrong = len(ability) - right - blank
    second = round(shares[1] * wrong)
    counts = (wrong - second - round(shares[2] * wrong), second, round(shares[2] * wrong))
    given = [name for name, count in zip(others, counts, strict=True) for _ in range(count)]
    ranked = np.argsort(-(ability + rng.logistic(0, 0.8, len(ability))), kind="stable")
    left = set(rng.choice(ranked, blank, replace=False).tolist())
    ranked = [place for place in ranked.tolist() if place not in left]
    chosen = [""] * len(ability)
    for place in ranked[:right]:
        chosen[place] = key
    for place, letter in zip(ranked[right:], rng.permutation(given), strict=True):
        chosen[place] = str(letter)
    return chosen


def _options(phase: str) -> pd.DataFrame:
    """Return a row for each answer of each item, with what it shows of whoever chose it."""
    return pd.DataFrame(
        [
            (number, unit, question, letter, words, "Y" if not shows else "N", shows or "right")
            for number, (unit, question, _, answers) in enumerate(ITEMS[phase], 1)
            for letter, (words, shows) in zip("ABCD", answers, strict=True)
        ],
        columns=["Item", "Unit", "Question", "Letter", "Answer", "Key", "Shows"],
    )


def _spread(phase: str) -> pd.DataFrame:
    """Return what pupils elsewhere with each start went on to get: the share of each result, in per cent.

    Secondary: the national table of 2023/24, U as 0. Primary and special: the made-up network that `estimates.csv` has.
    """
    bands = estimates(phase)
    if phase == "secondary":
        counts = national.gcse_by_band("Mathematics")[:-1, 1:]
        results = np.arange(counts.shape[1])
    else:
        names = measure(phase)
        drawn = phases.draw(phase, np.random.default_rng(0), NETWORK[phase], programme=False).columns
        known = pd.DataFrame({name: drawn[name] for name in (names.baseline, names.outcome)}).dropna().astype(float)
        band = np.searchsorted(bands["Baseline from"], known[names.baseline], side="right") - 1
        table = pd.crosstab(band, known[names.outcome])
        counts, results = table.to_numpy(dtype=float), table.columns.to_numpy()
    shares = np.round(100 * counts / counts.sum(axis=1, keepdims=True), 1)
    edges = bands[["Baseline from", "Baseline to"]].to_numpy()
    return pd.DataFrame(
        [
            (*edges[band], int(result), share)
            for band, row in enumerate(shares)
            for result, share in zip(results, row, strict=True)
            if share > 0
        ],
        columns=["Start from", "Start to", "Result", "Share, %"],
    )


def _target(kit: Kit, spread: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the pupil whose one target Daniel's flight path names: the estimate of the start, rounded."""
    bands, baseline = estimates(kit.phase), measure(kit.phase).baseline
    known = kit.pupils.dropna(subset=[baseline])
    band = bands.iloc[int(rng.integers(1, len(bands) - 1))]
    inside = known[known[baseline].astype(float).between(band["Baseline from"], band["Baseline to"])]
    pupil = (inside if len(inside) else known).iloc[int(rng.integers(len(inside) or len(known)))]
    path = int(np.floor(band["Estimate"] + 0.5))
    return pd.DataFrame(
        [(pupil["UPN"], pupil["Forename"], pupil["Class"], pupil["Teacher"], pupil[baseline], path)],
        columns=["UPN", "Forename", "Class", "Teacher", "Start", "Flight path"],
    )


def leads_to(spread: pd.DataFrame, start: float) -> pd.DataFrame:
    """Return Result, Share, % and This or less, % of pupils elsewhere with a start, lowest result first."""
    rows = spread[(spread["Start from"] <= start) & (spread["Start to"] >= start)].sort_values("Result")
    rows = rows[["Result", "Share, %"]].reset_index(drop=True)
    rows["This or less, %"] = rows["Share, %"].cumsum().round(1)
    return rows


def middle_half(rows: pd.DataFrame) -> tuple[int, int]:
    """Return the first result that a quarter reach or stay below, and the first that three quarters do."""
    low, high = (int(rows.loc[rows["This or less, %"] >= share, "Result"].iloc[0]) for share in (25, 75))
    return low, high


def _practices(teachers: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return what teachers of the team do each week, in steps of five minutes, and who asks for it."""
    rows = [
        (
            words,
            5 * int(rng.integers(low // 5, high // 5 + 1)),
            teachers if words in EVERYBODY else int(rng.integers(2, teachers + 1)),
            said,
            asked,
        )
        for words, (low, high), said, asked in PRACTICES
    ]
    return pd.DataFrame(
        rows, columns=["Practice", "Minutes a week each", "Teachers", "Said to be for", "Who asks for it"]
    )


def hours(practices: pd.DataFrame) -> dict[str, float]:
    """Return the hours a year of what nobody asks for ("right"), and what each slip makes of them."""
    minutes = practices["Minutes a week each"] * practices["Teachers"]
    nobody = practices["Who asks for it"].str.startswith("Nobody")
    named, code = practices["Practice"].isin(POLICY), practices["Practice"] == CODE
    year = minutes * WEEKS / 60
    return {
        "right": year[nobody].sum(),
        "all-for-ofsted": year[practices["Said to be for"] == "Ofsted"].sum(),
        "code-stopped": year[nobody | code].sum(),
        "policy-stopped": year[nobody | named].sum(),
        "marking-stopped": year[nobody | (practices["Practice"] == POLICY[0])].sum(),
        "everything": year.sum(),
        "one-teacher": practices.loc[nobody, "Minutes a week each"].sum() * WEEKS / 60,
        "52-weeks": year[nobody].sum() * 52 / WEEKS,
        "one-week": minutes[nobody].sum() / 60,
        "minutes": minutes[nobody].sum() * WEEKS,
    }


def must_hold(kit: Kit, tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    return {**_scheme_holds(kit.phase, tables["units.csv"]), **_quiz_holds(kit, tables), **_rest_holds(tables)}


def _scheme_holds(phase: str, units: pd.DataFrame) -> dict[str, bool]:
    order = units.sort_values("Place now")["Unit"].tolist()
    easiest = units.sort_values("Easiest")["Unit"].tolist()
    return {
        "today's order breaks three to five needs, and each wrong count and order shows": _shows(phase, order, easiest)
    }


def _quiz_holds(kit: Kit, tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    quiz, options = tables["quiz.csv"].set_index("UPN").drop(columns="Class"), tables["options.csv"]
    key = options[options["Key"] == "Y"].set_index("Item")["Letter"]
    right = pd.Series({item: (quiz[f"Item {item}"] == letter).mean() for item, letter in key.items()})
    shares = {item: quiz.loc[~quiz[f"Item {item}"].isin(["", key[item]]), f"Item {item}"] for item in (3, 6)}
    most = {item: chosen.value_counts(normalize=True).iloc[0] for item, chosen in shares.items()}
    three = quiz["Item 3"]
    count, wrong, blank = shares[3].value_counts().iloc[0], len(shares[3]), (three == "").sum()
    slips = [100 * count / of for of in (wrong, wrong + blank, len(three))]
    slips += [100 * most[6], 100 * right[3], 100 * wrong / len(three)]
    return {
        "items 3 and 6 have the same share right, within two points": abs(right[3] - right[6]) <= 0.02,
        "over 70% of the wrong answers to item 3 are one, under 45% of those to item 6": most[3] > 0.70
        and most[6] < 0.45,
        "between 3% and 8% of the cells are blank": 0.03 <= (quiz == "").to_numpy().mean() <= 0.08,
        "slips in the share of the commonest wrong answer stand apart": apart(slips, 1.5),
    }


def _rest_holds(tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    target = tables["target.csv"].iloc[0]
    rows = leads_to(tables["spread.csv"], float(target["Start"]))
    low, high = middle_half(rows)
    path = rows["Result"] == target["Flight path"]
    exact = rows.loc[path, "Share, %"].sum()
    shares = [exact, rows.loc[rows["Result"] >= target["Flight path"], "Share, %"].sum(), 100 - exact]
    shares.append(rows.loc[path, "This or less, %"].sum())
    return {
        "the middle half is narrower than the spread by three results": high - low + NARROWER
        <= rows["Result"].max() - rows["Result"].min(),
        "the middle half is no single result": low < high,
        "no share comes to a quarter or three quarters by a hair": min(
            abs(rows["This or less, %"] - share).min() for share in (25, 75)
        )
        >= 0.3,
        "slips in the share at the flight path stand apart": apart(shares, 1.0),
        "slips in the hours of what nobody asks for stand apart": apart(
            hours(tables["practices.csv"]).values(), HOURS_APART
        ),
    }


def apart(numbers: Iterable[float], by: float) -> bool:
    """Tell whether any two of some numbers differ by at least so much."""
    return all(abs(one - other) >= by for one, other in combinations(numbers, 2))

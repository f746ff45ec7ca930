"""A meeting that its leader took for a success, what people wrote about it on slips, and the next meeting.

Planted: the leader speaks most of the words; agreement on lines 2 to 4 is foreseen and not there, line 5 goes better
than foreseen; of lines 2 and 3 one is lukewarm and one is split, with one mean. Of the second round's slips the two
unhappiest are missing and others are new, so shares rise by more than the pairs do.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import comb
from typing import TypeVar

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit

Made = TypeVar("Made")
TRIES = 200
YOU = "You"
LINES = ("L1", "L2", "L3", "L4", "L5")
AGREES = 4
"""From this answer on, of 1 to 5, somebody agrees."""
ASKED, ANSWERED, NEW = (11, 14), (9, 11), (2, 3)
"""How many people get slips; how many answer the first time; how many answer only the second time."""
UNHAPPIEST = 2
"""So many of the least content answer only the first time."""
QUESTIONS, BY_OTHERS, BY_YOU = (9, 12), (2, 4), (3, 5)
"""Your questions in the first meeting; how many others answer, and how many you answer yourself."""
GARETH_LEAVES = 35
"""Minutes after half past three."""
LENGTH = 52
"""Minutes of item one."""
SHARE, APART_FROM_TURNS = (55, 68), 15
"""Your share of the words in per cent, from and to; and how far it lies above that of the turns, at least."""
SAME_MEAN, CLOSE, WIDE = 0.1, 0.6, 1.4
"""How near two means lie; the largest standard deviation of the lukewarm line and the smallest of the split one."""
MORE_THAN_PAIRS = 12
"""Percentage points by which the share that agrees with line 2 rises more than it does among the pairs."""

CHEERS = ("It went down well with mine.", "Mine liked the second one.", "All done on our side.", "We got through it.")
SHORT = (3, 22)
"""Words in a turn of somebody else."""
ASKS = (
    "Has everybody got the table in front of them?",
    "You can see how the classes compare, can't you?",
    "Does anybody want to say something about their class?",
    "So are we happy with how the first ones went?",
    "Is there anything that didn't work?",
    "Were ten minutes enough, or did it drag on?",
    "Shall we just carry on with the next ones, then?",
    "Who had time to look at the wrong answers?",
    "Does Friday work for handing the next results in?",
    "Can we agree that we mark them the same way?",
    "Any worries about the catch-up mornings while we are here?",
    "Are we all clear about what happens by Friday?",
)
ASKS_AGAIN = (
    "Which wrong answer surprised you most?",
    "What did pupils say who chose it?",
    "Which question would you take out, and why?",
    "What would have to stop so that there is time for this?",
    "What have I not asked?",
    "Who sees it otherwise?",
    "What could go wrong with this by Friday?",
    "Which of these shall we try first?",
    "What do you need from me?",
)
GUESSES = {
    "carol": "She has seen five schemes come and go. She thinks that this is the sixth.",
    "tom": "He is on board, and the next quiz is in hand.",
    "ines": "Too much work. She looks tired, and wants fewer quizzes.",
    "gareth": "He is not committed. He left in the middle of it.",
    "shanice": "She would come if it mattered to her.",
    "fiona": "She is afraid that her pupils are tested once more.",
}
PRINTED = {"primary": "wording", "secondary": "wording", "special": "symbols"}
"""What a quiz is printed in, which Ines's pupils cannot read."""
SAID = {
    "carol": (
        "The quizzes are sound. But the table had names on it, and I will not talk "
        "about a colleague's class in front of her. So I said “Fine.”",
        "Question 4 can be got right by a pupil who understands nothing. I should "
        "have told you, if I had seen it before it was used.",
    ),
    "ines": (
        "Question 6 has two right answers. I found it on the Sunday. Nobody asked "
        "me, and I was not going to bring it up in front of everybody.",
        "Mine cannot read the {printed}, so I write each quiz again, until ten at "
        "night. I thought we were not allowed to change it, so I kept quiet.",
    ),
    "gareth": (
        "I go at five past four, every Tuesday; my daughter's nursery shuts. What "
        "concerned me was decided at twenty past.",
        "I mark the quizzes on Wednesdays, when I do not work. Nobody has counted that hour.",
    ),
    "shanice": (
        "I am paid until half past three. I hear every morning which wrong answer "
        "they choose, and why. Nobody has asked.",
        "I see the quiz when the pupils see it. If I had it the day before, I could tell you what they will guess.",
    ),
    "tom": ("All good! Well. My class had the second one yesterday; I shall put the results in tonight.",),
    "fiona": ("I have no quarrel with a quiz. Two of my pupils had it read out to them "
        "and two had not. Which is it to be?",),
}  # fmt: skip


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return the two meetings, their slips, how many came back, the leader's note, and what six people said."""
    here = _at_the_table(kit)
    first = _until(lambda: _first_meeting(here, rng), lambda made: _of_the_first_meeting(kit, made))
    second = _until(lambda: _second_meeting([*here, kit.people["shanice"].name], rng), _of_the_second_meeting)
    n, second_line_splits = int(rng.integers(*ANSWERED, endpoint=True)), bool(rng.random() < 0.5)
    slips, rounds = _until(
        lambda: _slips(n, second_line_splits, rng), lambda made: _of_the_moods(made[0]) | _of_the_rounds(*made)
    )
    note = _until(lambda: _note(slips, rng), lambda made: _of_the_note(slips, made))
    return {
        "meeting.csv": first, "meeting-2.csv": second, "slips.csv": slips, "rounds.csv": rounds, "note.csv": note,
        "asked.csv": _asked(kit, rng),
    }  # fmt: skip


def _until(make: Callable[[], Made], holds: Callable[[Made], dict[str, bool]]) -> Made:
    """Return the first of some tables of which everything holds that must, or the last one tried.

    The tables do not hang on each other, so each is drawn anew by itself; of all together the kit counts the draws.
    """
    for _ in range(TRIES):
        made = make()
        if all(holds(made).values()):
            break
    return made


def _at_the_table(kit: Kit) -> list[str]:
    """Return who sits there beside you: the four teachers, and two more as the phase has them."""
    named = [kit.people[key].name for key in ("carol", "tom", "ines", "gareth")]
    more = {
        "primary": [kit.people["beth"].name],
        "secondary": ["A colleague with Year 8", "A colleague with Year 9"],
        "special": ["The speech therapist", "The occupational therapist"],
    }
    return [*named, *more[kit.phase]]


# The meetings ---------------------------------------------------------------------------------------------------------


def _turn(who: str, words: int, kind: str, by: str = "", text: str = "") -> dict[str, object]:
    return {"Who": who, "Words": len(text.split()) if text else words, "Kind": kind, "Answered by": by, "Text": text}


def _first_meeting(here: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return the turns of the meeting that you lead by telling and by asking questions that you answer yourself."""
    carol, tom, ines, gareth, *more = here
    count = int(rng.integers(*QUESTIONS, endpoint=True))
    others, yours = (int(rng.integers(*span, endpoint=True)) for span in (BY_OTHERS, BY_YOU))
    who = [str(name) for name in rng.choice([tom, tom, carol, *more], others)]
    ends = [*who, *[YOU] * yours, *[""] * max(0, count - others - yours)]
    order = [str(name) for name in rng.permutation(ends)]
    asks = sorted(rng.choice(len(ASKS), len(order), replace=False))
    talkers = [tom, tom, carol, *more, *more]
    turns = [_turn(YOU, int(rng.integers(130, 190)), "tell")]
    for place, (number, by) in enumerate(zip(asks, order, strict=True)):
        turns.append(_turn(YOU, 0, "ask", by, ASKS[number]))
        if by == YOU:
            turns.append(_turn(YOU, int(rng.integers(18, 45)), "answer"))
        elif by:
            turns.append(_turn(by, int(rng.integers(*SHORT)), "answer"))
        elif rng.random() < 0.5:
            turns.append(_turn(YOU, int(rng.integers(35, 80)), "tell"))
        pool = [*talkers, gareth] if place < len(order) / 2 else talkers
        for name in rng.choice(pool, int(rng.integers(1, 4))):
            turns.append(_said_in_passing(str(name), str(name) == tom, rng))
    turns.insert(_between(turns, 4, 8, rng), _turn(carol, 0, "tell", text="Fine."))
    if rng.random() < 0.5:
        turns.insert(_between(turns, 10, len(turns) - 4, rng), _turn(ines, 0, "tell", text="Mine enjoyed it."))
    turns.append(_turn(tom, 0, "tell", text="All well from where I sit."))
    return _timed(turns, rng)


def _between(turns: list[dict[str, object]], first: int, last: int, rng: np.random.Generator) -> int:
    """Return a place among the turns that does not part a question from its answer."""
    return int(rng.choice([place for place in range(first, last) if turns[place]["Kind"] != "answer"]))


def _said_in_passing(name: str, cheers: bool, rng: np.random.Generator) -> dict[str, object]:
    """Return a short turn of somebody who is not asked: Tom cheers now and then, others joke now and then."""
    chance = rng.random()
    if cheers and chance < 0.3:
        return _turn(name, 0, "tell", text=str(rng.choice(CHEERS)))
    kind = "joke" if chance > 0.88 else "ask" if chance > 0.8 else "tell"
    return _turn(name, int(rng.integers(*SHORT)), kind)


def _second_meeting(here: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Return the turns of the meeting in which you ask and wait, and others answer and object."""
    carol, tom, ines, gareth, *more = here
    turns = [_turn(YOU, int(rng.integers(50, 90)), "tell")]
    answering = [carol, ines, gareth, more[-1], ines, tom, *more]
    for place, ask in enumerate(ASKS_AGAIN[: int(rng.integers(7, 9, endpoint=True))]):
        by = "" if place in (3,) else answering[place % len(answering)]
        turns.append(_turn(YOU, 0, "ask", by, ask))
        if by:
            turns.append(_turn(by, int(rng.integers(14, 40)), "answer"))
        for name in rng.choice([carol, tom, *more], int(rng.integers(2, 4, endpoint=True))):
            kind = "object" if rng.random() < 0.25 else "tell"
            turns.append(_turn(str(name), int(rng.integers(8, 30)), kind))
        if rng.random() < 0.75:
            turns.append(_turn(YOU, int(rng.integers(15, 40)), "tell"))
    return _timed(turns, rng)


def _timed(turns: list[dict[str, object]], rng: np.random.Generator) -> pd.DataFrame:
    """Return turns with their numbers and minutes, as long as their words take; pauses go where they fall."""
    table = pd.DataFrame(turns)
    takes = table["Words"].to_numpy(dtype=float) / 2.2 + rng.uniform(2, 25, len(table))
    starts = np.concatenate([[0], takes.cumsum()[:-1]])
    table.insert(0, "Minute", (starts / takes.sum() * LENGTH).astype(int))
    table.insert(0, "Turn", range(1, len(table) + 1))
    return table


# The slips ------------------------------------------------------------------------------------------------------------


def _slips(n: int, second_line_splits: bool, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the slips of both rounds, n in the first, and how many were given out and came back.

    Line 2 is the split one of lines 2 and 3, or the lukewarm one.
    """
    new = int(rng.integers(*NEW, endpoint=True))
    asked = int(rng.integers(max(ASKED[0], n + 1, n - UNHAPPIEST + new), ASKED[1], endpoint=True))
    lukewarm = _lukewarm(n, rng)
    split = _split(n, int(lukewarm.sum()), rng)
    two, three = (split, lukewarm) if second_line_splits else (lukewarm, split)
    many = int((split >= AGREES).sum()) + int(rng.integers(1, 2, endpoint=True))  # agree with line 5, more with line 1
    first = pd.DataFrame({
        "L1": _agreed(n, min(n, many + int(rng.integers(1, 2, endpoint=True))), (2, 3), rng),
        "L2": two,
        "L3": three,
        "L4": _agreed(n, int(rng.integers(0, (lukewarm >= AGREES).sum())), (1, 1, 2, 2, 3), rng),
        "L5": _agreed(n, many, (2, 3), rng),
    })  # fmt: skip
    codes = _codes(n + new, rng)
    first.insert(0, "Slip", codes[:n])
    second = first.drop(index=first[list(LINES)].sum(axis="columns").nsmallest(UNHAPPIEST).index)
    second["L2"] += _moves(second["L2"].to_numpy(), rng)
    for line, up in (("L1", 0.1), ("L3", 0.5), ("L4", 0.5), ("L5", 0.25)):
        second[line] = np.clip(second[line] + (rng.random(len(second)) < up), 1, 5)
    added = pd.DataFrame({line: rng.choice([3, 4, 5], new, p=[0.15, 0.6, 0.25]) for line in LINES})
    added["L2"] = rng.choice([4, 5], new)
    added.insert(0, "Slip", codes[n:])
    second = pd.concat([second, added])
    shuffled = [
        part.iloc[rng.permutation(len(part))].assign(Meeting=place) for place, part in enumerate((first, second), 1)
    ]
    rounds = pd.DataFrame({"Meeting": [1, 2], "Given out": asked, "Came back": [len(first), len(second)]})
    return pd.concat(shuffled)[["Slip", "Meeting", *LINES]].reset_index(drop=True), rounds


def _agreed(n: int, agree: int, others: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Return answers of which so many agree; the others are drawn from some answers that do not."""
    return rng.permutation([*rng.choice([4, 5], agree, p=[0.65, 0.35]), *rng.choice(others, n - agree)])


def _lukewarm(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return answers of which nearly all are 3."""
    ends = [2, 4] if n < 10 else [2, 4, 4]
    return rng.permutation([*ends, *[3] * (n - len(ends))])


def _split(n: int, total: int, rng: np.random.Generator) -> np.ndarray:
    """Return answers at both ends, with one in the middle, that add up to a total, or one beside it."""
    found = np.full(n, 3)
    for _ in range(TRIES):
        low = int(rng.integers(n // 2 - 1, n // 2, endpoint=True))
        found = np.array([*rng.choice([1, 2], low), 3, *rng.choice([4, 5], n - 1 - low)])
        if abs(int(found.sum()) - total) <= SAME_MEAN * n:
            break
    return rng.permutation(found)


def _moves(before: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return by how much each of the pairs moves on line 2: some up, one or two down, the others not."""
    up, down = int(rng.integers(3, 5, endpoint=True)), int(rng.integers(1, 2, endpoint=True))
    order = rng.permutation(len(before))
    moves = np.zeros(len(before), dtype=int)
    moves[[place for place in order if before[place] < 5][:up]] = 1
    free = [place for place in order if before[place] > 1 and not moves[place]]
    moves[free[:down]] = -1
    return moves


def _codes(count: int, rng: np.random.Generator) -> list[str]:
    letters, numbers = rng.choice(list("ABCDEFGHJKLMNPRSTUVWXYZ"), count, replace=False), rng.integers(10, 99, count)
    return [f"{letter}{number}" for letter, number in zip(letters, numbers, strict=True)]


def _note(slips: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return how many you expected to agree: too many on lines 2 to 4, too few on line 5."""
    agree = (slips.loc[slips["Meeting"] == 1, list(LINES)] >= AGREES).sum()
    off = [-rng.integers(0, 2), rng.integers(3, 7), rng.integers(3, 7), rng.integers(1, 4), -rng.integers(2, 5)]
    return pd.DataFrame({"Line": LINES, "You expected": agree.to_numpy() + np.array(off)})


def _asked(kit: Kit, rng: np.random.Generator) -> pd.DataFrame:
    """Return for six people what you guessed, and what each said when asked alone."""
    rows = []
    for key, guess in GUESSES.items():
        said = str(rng.choice(SAID[key])).format(printed=PRINTED[kit.phase])
        rows.append({"Who": kit.people[key].name, "You guessed": guess, "What they said": said})
    return pd.DataFrame(rows)


# What holds -----------------------------------------------------------------------------------------------------------


def must_hold(kit: Kit, tables: dict[str, pd.DataFrame]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    return (
        _of_the_first_meeting(kit, tables["meeting.csv"])
        | _of_the_second_meeting(tables["meeting-2.csv"])
        | _of_the_note(tables["slips.csv"], tables["note.csv"])
        | _of_the_moods(tables["slips.csv"])
        | _of_the_rounds(tables["slips.csv"], tables["rounds.csv"])
    )


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(one - other) >= least for one, other in combinations(numbers, 2))


def _of_the_first_meeting(kit: Kit, first: pd.DataFrame) -> dict[str, bool]:
    own, words = first["Who"] == YOU, first["Words"]
    share, turns = 100 * words[own].sum() / words.sum(), 100 * own.mean()
    asks = first[own & (first["Kind"] == "ask")]
    yours = int((asks["Answered by"] == YOU).sum())
    others = int(((asks["Answered by"] != "") & (asks["Answered by"] != YOU)).sum())
    gareth, ines = (first[first["Who"] == kit.people[key].name] for key in ("gareth", "ines"))
    return {
        "the first meeting has 44 to 60 turns": 44 <= len(first) <= 60,
        "your share of the words is 55 to 68 per cent": SHARE[0] <= share <= SHARE[1],
        "and lies well above that of the turns": share - turns >= APART_FROM_TURNS,
        "the slips of the share stand apart": _apart(3, share, turns, 100 - share, 100 * len(asks) / len(first)),
        "you ask nine questions or more": len(asks) >= QUESTIONS[0],
        "others answer two to four of them": BY_OTHERS[0] <= others <= BY_OTHERS[1],
        "some get no answer": len(asks) - others - yours >= 1,
        "the slips of the questions stand apart": _apart(1, others, others + yours, len(asks), len(asks) - others),
        "Gareth says something, and nothing after he has left": len(gareth) > 0
        and gareth["Minute"].max() < GARETH_LEAVES,
        "somebody speaks after Gareth has left": bool((first["Minute"] >= GARETH_LEAVES).any()),
        "Ines has a turn at most": len(ines) <= 1,
        "nobody objects": not (first["Kind"] == "object").any(),
    }


def _of_the_second_meeting(second: pd.DataFrame) -> dict[str, bool]:
    own = second["Who"] == YOU
    asks = second[own & (second["Kind"] == "ask")]
    return {
        "the second meeting has 44 to 60 turns": 44 <= len(second) <= 60,
        "the second time you speak less than half": bool(second["Words"][own].sum() < 0.45 * second["Words"].sum()),
        "the second time others answer six or more": int((asks["Answered by"] != "").sum()) >= 6,
        "the second time people object": bool((second["Kind"] == "object").sum() >= 2),
    }


def _of_the_note(slips: pd.DataFrame, note: pd.DataFrame) -> dict[str, bool]:
    answers = slips.loc[slips["Meeting"] == 1, list(LINES)]
    agree, n = (answers >= AGREES).sum(), len(answers)
    expected = note.set_index("Line")["You expected"]
    off = expected - agree
    size = off.abs()
    from_three = (expected - (answers >= AGREES - 1).sum()).abs()
    by_size = list(size.sort_values(ascending=False).index)
    by_sign = off.sort_values(ascending=False, kind="stable").index
    by_agreement = agree.sort_values().index
    return {
        "on each line you expect somebody to agree, and somebody not to": bool(expected.between(1, n - 1).all()),
        "lines 2 to 4 are foreseen too high": bool((off[["L2", "L3", "L4"]] > 0).all()),
        "line 5 is foreseen too low": off["L5"] < 0,
        "line 1 is not foreseen too high": off["L1"] <= 0,
        "you are two people off on average, or more": size.mean() >= 2,
        "the lines differ in how far you were off": size.nunique() == len(LINES),
        "the lines differ in how many agree": agree.nunique() == len(LINES),
        "least is agreed on line 4, which you foresaw nearly": agree.idxmin() == "L4" and size["L4"] < size["L5"],
        "the order of the errors is no other order": not any(
            by_size == list(other) for other in (by_sign, by_agreement, by_agreement[::-1], LINES)
        ),
        "the slips of the mean error stand apart": _apart(
            0.3, size.mean(), abs(off.mean()), -abs(off.mean()), 100 * size.mean() / n, from_three.mean(), size.sum()
        ),
    }  # fmt: skip


def _of_the_moods(slips: pd.DataFrame) -> dict[str, bool]:
    answers = slips.loc[slips["Meeting"] == 1, list(LINES)]
    means, sds = answers.mean(), answers.std()
    low, to_three = (answers <= 2).sum(), (answers <= 3).sum()
    return {
        "lines 2 and 3 have nearly one mean": abs(means["L2"] - means["L3"]) <= SAME_MEAN,
        "one of them is lukewarm": sds[["L2", "L3"]].min() < CLOSE,
        "the other is split": sds[["L2", "L3"]].max() > WIDE,
        "no third line has that mean": bool((means[["L1", "L4", "L5"]] - means["L2"]).abs().min() > 2 * SAME_MEAN),
        "the slips of the moods stand apart": all(
            _apart(0.7, low[line], means[line], to_three[line]) for line in ("L2", "L3")
        ),
    }  # fmt: skip


def _of_the_rounds(slips: pd.DataFrame, rounds: pd.DataFrame) -> dict[str, bool]:
    first, second = (slips[slips["Meeting"] == meeting].set_index("Slip") for meeting in (1, 2))
    pairs = first.index.intersection(second.index)
    before, after = first.loc[pairs, "L2"], second.loc[pairs, "L2"]
    up, down, same = int((after > before).sum()), int((after < before).sum()), int((after == before).sum())
    new, gone = len(second) - len(pairs), len(first) - len(pairs)
    rise, rise_of_pairs = _share(second["L2"]) - _share(first["L2"]), _share(after) - _share(before)
    total = first[list(LINES)].sum(axis="columns").sort_values()
    left = set(first.index) - set(pairs)
    given = rounds["Given out"].iloc[0]
    return {
        "10 to 14 are asked, 8 to 11 answer": ASKED[0] <= given <= ASKED[1] and len(first) < given
        and 8 <= len(first) <= 11 and 8 <= len(second) <= 11,
        "the two unhappiest answer only once": left == set(total.index[:UNHAPPIEST]) and total.iloc[1] < total.iloc[2],
        "more of the pairs go up than down": up >= down + 2 and down >= 1 and same >= 1,
        "so few that chance can do it": _by_chance(up, down) >= 0.1,
        "the share rises by more than it does among the pairs": rise - rise_of_pairs >= MORE_THAN_PAIRS,
        "the slips of those who went up stand apart": _apart(1, up, int((after >= AGREES).sum()), up + new),
        "the slips of those who stayed stand apart": _apart(1, same, same + gone, same + down),
    }  # fmt: skip


def _share(answers: pd.Series) -> float:
    """Return the share that agrees, in per cent."""
    return 100 * float((answers >= AGREES).mean())


def _by_chance(up: int, down: int) -> float:
    """Return how often so uneven a result comes up if each who moved had tossed a coin: up or down."""
    moved = up + down
    return min(1.0, 2 * sum(comb(moved, more) for more in range(max(up, down), moved + 1)) / 2**moved)

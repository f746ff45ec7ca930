"""What you know on the Friday before February half-term, three drafts of a letter, their readers, and a rehearsal.

Of pupils nothing is drawn here: february.csv is what this year's pupils, their places and their checks show until
then, and log.csv is module 1b's. Planted: the draft with the lowest grade is not the one that readers can act on; of
sixteen sentences that are rehearsed few are real questions.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd

from npqml.authoring.module_data import Kit
from npqml.madeup.this_year_asked import until_february

OFTEN = 2 / 3
"""The share of the mornings offered from which somebody came often, about: the nearest bar that parts both groups."""
READERS, QUESTIONS = 12, ("Q1", "Q2", "Q3")
UNDERSTOOD = {"A": (0.92, 0.3, 0.85), "B": (0.85, 0.8, 0.8)}
"""How likely a reader has each question right; the second is what to do."""
HARDER = 0.15
"""How much less likely a reader who learnt English as another language is."""
EAL = 4
WAITING = "Whoever is waiting goes first; until then there is nothing to do"
"""What is settled for those without a place."""
MORE = 3
"""By so many readers more at the least letter B is understood, where it asks for something."""
SAID = {"real": (2, 5), "leading": (3, 5), "offer": (1, 3)}
"""Sentences of the rehearsal, from and to; what is left are views, grounds and kind words."""
SENTENCES = 16
APART_GRADE = 0.5
FIRST_LOOK = 2 / 3
"""A class followed the plan where so many planned weeks had a quiz, and where so many went by the agreed order."""

# What a draft may say, by paragraph: one of each. An underscore parts syllables, so that the counts are of the text.
DRAFTS = {
    "A": (
        (
            "We want flu_en_cy for each child. Flu_en_cy is the root of mas_ter_y in maths.",
            "Flu_en_cy is our goal this year. It is the root of mas_ter_y in maths.",
            "Mas_ter_y grows from flu_en_cy, so flu_en_cy is our goal for each child.",
        ),
        (
            "In the morn_ing groups we build re_triev_al. Re_triev_al frees the mind for the next step.",
            "The morn_ing groups build re_triev_al, and so the mind is free for the next step.",
        ),
        (
            "Some chil_dren are se_cure now. Some are not yet se_cure. The gap has moved a bit.",
            "The gap has moved a bit. Some chil_dren are now se_cure, and some are not.",
            "We track the gap, and it has moved a bit. Not all chil_dren are se_cure yet.",
        ),
        (
            "The next check is in June. At home, please sup_port re_triev_al. With your help we can close the gap.",
            "The next check is in June. Please help your child to_wards flu_en_cy. It all adds up.",
            "In June we check once more. Please keep flu_en_cy in mind at home, and you can make the gap small.",
        ),
    ),
    "B": (
        (
            "In Oc_to_ber some chil_dren got a place in our morn_ing groups by lot, and just as ma_ny had to wait.",
            "Since No_vem_ber half of the chil_dren on our list have come to a morn_ing group, and the oth_er half "
            "have had to wait.",
        ),
        (
            "In Feb_ru_ar_y those with a place were a lit_tle a_head, but by so lit_tle that it may be luck.",
            "Those with a place did a lit_tle bet_ter in this month's check, but it may be luck, and we shall not know "
            "be_fore the check in June.",
        ),
        (
            "Ma_ny chil_dren missed more morn_ings than we had hoped, and that is a thing that we can mend to_geth_er.",
            "A good ma_ny morn_ings were missed, so we want to find out which of them work for you and your child.",
        ),
        (
            "If your child has a place, please do one thing this week: tick on the slip which morn_ings suit, and send "
            "it to the of_fice. If none of them works, write that down too, and Sha_nice Grant will ring you. If your "
            "child is wait_ing, there is noth_ing to do now: you go first in Sep_tem_ber.",
            "If your child has a place, we ask you for one thing: ring the of_fice by Fri_day and say which morn_ings "
            "suit. If none works, say so, and Sha_nice Grant will look for a_noth_er time with you. If your child is "
            "wait_ing, there is noth_ing to do now: you go first in Sep_tem_ber.",
        ),
        (
            "The next check is in June, and we write to you the week af_ter it.",
            "We check a_gain in June, and the week af_ter that you hear from us.",
        ),
    ),
    "C": (
        (
            "Fol_low_ing the in_tro_duc_tion of a tar_get_ed in_ter_ven_tion pro_gramme in the au_tumn term, the "
            "de_part_ment has un_der_tak_en a mid-year e_val_u_a_tion of its out_comes.",
            "In or_der to e_val_u_ate the tar_get_ed in_ter_ven_tion that be_gan in the au_tumn term, a mid-year "
            "as_sess_ment was un_der_tak_en with all par_tic_i_pat_ing pu_pils.",
        ),
        (
            "Al_though par_tic_i_pat_ing pu_pils dem_on_strat_ed mar_gin_al_ly high_er at_tain_ment than those on the "
            "wait_ing list, the dif_fer_ence can_not at this stage be re_gard_ed as sta_tis_ti_cal_ly se_cure, and "
            "at_tend_ance was var_i_a_ble.",
            "Par_tic_i_pat_ing pu_pils at_tained mar_gin_al_ly more than those on the wait_ing list, but the "
            "dif_fer_ence is with_in what chance a_lone would pro_duce, and at_tend_ance re_mained un_sat_is_fac_to_ry "
            "for a num_ber of pu_pils.",
        ),
        (
            "Con_tin_ued en_gage_ment by fam_i_lies will be in_stru_men_tal in se_cur_ing im_proved out_comes by the "
            "con_clu_sion of the ac_a_dem_ic year, and fur_ther in_for_ma_tion will be pro_vid_ed in due course.",
            "The de_part_ment will con_tin_ue to mon_i_tor pro_gress, and ap_pre_ci_ates the con_tin_ued sup_port of "
            "fam_i_lies in max_i_mis_ing at_tend_ance un_til the con_clu_sion of the ac_a_dem_ic year.",
        ),
    ),
}

REHEARSED = {
    "real": (
        "What got in the way, in the weeks without a quiz?",
        "How do you see it?",
        "What does a Monday look like for you, from eight to four?",
        "Which part of it takes longest?",
        "What have I got wrong?",
        "When did you last have an hour to plan with somebody?",
        "How do your pupils take the quizzes that you give?",
    ),
    "leading": (
        "Don't you think that one quiz a week is little to ask?",
        "Isn't it really a matter of being organised?",
        "You do know that the others manage it, don't you?",
        "Have you thought of asking somebody who always gets theirs done?",
        "How hard can one quiz a week be?",
        "What would Ruth say if she saw this log?",
        "Surely there was time in January?",
        "Wouldn't it be fairer to the others if you kept up?",
    ),
    "offer": (
        "Shall I plan it for you?",
        "Would it help if somebody gave you theirs?",
        "Can I take your Tuesday register?",
        "Do you want me to speak to Daniel about your timetable?",
    ),
    "view": (
        "I think that your pupils lose by it.",
        "I see it like this: we cannot tell what they have not understood.",
        "My worry is the second unit.",
        "The log shows weeks with a plan and without a quiz.",
        "Where you gave one, you mostly acted on it.",
    ),
    "kind": (
        "You have had a lot on.",
        "I know that you care about them.",
        "Thank you for making the time.",
        "It is not a big thing.",
        "Everybody likes working with you.",
        "I shall put that in my notes.",
        "Let us keep this short.",
    ),
}
"""Sentences to Gareth by kind. A real question begins with how, what, when or which; of the leading ones two do too."""


def draw(kit: Kit, rng: np.random.Generator) -> dict[str, Any]:
    """Return what February shows, 1b's log, three drafts, who understood two of them, and the rehearsal."""
    february = _february(kit)
    return {
        "settled.csv": _settled(kit),
        "february.csv": february,
        "often.csv": _often(february),
        "log.csv": kit.tables_of("1b")["log.csv"],
        "drafts.csv": _drafts(rng),
        "readers.csv": _readers(rng),
        "rehearsal.csv": _rehearsal(rng),
    }


def _settled(kit: Kit) -> pd.DataFrame:
    """Return what was settled on the Friday, with its day: what a letter may promise."""
    back, june = kit.project.dates["mid_year_decision"], kit.project.dates["check_june"]
    week = kit.year.school_days_after(back, 4)
    changed, after = (
        next(later for later in kit.year.days() if later > day and later.weekday() == 0) for day in (week, june)
    )
    rows = [
        ("Slips of those with a place come back: which mornings can your child come to?", week),
        ("Catch-up goes on; from this day a child may change to the other of the two times", changed),
        ("The last check of the two units", june),
        ("The result goes home", after),
    ]
    dated = [{"What": what, "When": f"{day:%A} {day.day} {day:%B}"} for what, day in rows]
    return pd.DataFrame([*dated, {"What": WAITING, "When": "September"}])


def _february(kit: Kit) -> pd.DataFrame:
    """Return who starts low, how each was placed, two checks, and the mornings offered and attended until February."""
    rows = kit.places.merge(kit.pupils, on="UPN")
    offered, came = until_february(rows)
    columns = ["UPN", "Class", "Teacher", "PP", "Route", "Check Oct", "Check Feb"]
    return rows[columns].assign(Offered=offered, Came=came).sort_values("UPN").reset_index(drop=True)


def _often(february: pd.DataFrame) -> pd.DataFrame:
    """Return from how many mornings on somebody came often: the nearest bar to OFTEN at which no slip is right."""
    offered = int(february["Offered"].max())
    bars = sorted(range(2, offered), key=lambda bar: abs(bar - OFTEN * offered))
    return pd.DataFrame([{"Mornings": next((bar for bar in bars if _parts(february, bar)), bars[0])}])


def _parts(february: pd.DataFrame, bar: int) -> bool:
    """Tell whether some with the premium came often and some did not, and each slip has a number of its own."""
    with_place = february[february["Route"] == "lot: place"]
    groups = {str(premium): rows["Came"] for premium, rows in with_place.groupby("PP")}
    often = {premium: int((came >= bar).sum()) for premium, came in groups.items()}
    ways = {
        premium: [often[premium], often[other], int(groups[premium].sum()), 100 * often[premium] / len(groups[premium])]
        for premium, other in (("Y", "N"), ("N", "Y"))
    }
    return min(often.values()) > 0 and _apart(0.9, *ways["Y"], len(groups["Y"])) and _apart(0.9, *ways["N"])


def _apart(least: float, *numbers: float) -> bool:
    return all(abs(number - other) >= least for number, other in combinations(numbers, 2))


def _drafts(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for letter, paragraphs in DRAFTS.items():
        marked = " ".join(str(rng.choice(versions)) for versions in paragraphs)
        text = marked.replace("_", "")
        words = len(text.split())
        sentences = len(re.findall(r"[.?!](?:\s|$)", text))
        rows.append({
            "Letter": letter, "Text": text, "Words": words, "Sentences": sentences,
            "Syllables": words + marked.count("_") + len(re.findall(r"\w-\w", text)),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _grade(draft: pd.Series) -> float:
    """Return the Flesch-Kincaid grade of a draft from its counts."""
    return float(0.39 * draft["Words"] / draft["Sentences"] + 11.8 * draft["Syllables"] / draft["Words"] - 15.59)


def _readers(rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for letter, chances in UNDERSTOOD.items():
        for number in range(1, READERS + 1):
            eal = number <= EAL
            right = rng.random(len(chances)) < np.array(chances) - HARDER * eal
            answers = dict(zip(QUESTIONS, right.astype(int), strict=True))
            rows.append({"Letter": letter, "Reader": number, "EAL": "NY"[eal], **answers})
    return pd.DataFrame(rows)


def _rehearsal(rng: np.random.Generator) -> pd.DataFrame:
    said: list[str] = []
    for kind, (least, most) in SAID.items():
        said += rng.permutation(REHEARSED[kind])[: int(rng.integers(least, most, endpoint=True))].tolist()
    others = rng.permutation([*REHEARSED["view"], *REHEARSED["kind"]]).tolist()
    said += others[: SENTENCES - len(said)]
    return pd.DataFrame({"Line": range(1, len(said) + 1), "You said": rng.permutation(said)})


def must_hold(kit: Kit, tables: dict[str, Any]) -> dict[str, bool]:
    """Return what has to be true of the tables for every seed, in words, and whether it is."""
    return (
        _of_february(kit, tables["february.csv"], tables["often.csv"], tables["log.csv"])
        | _of_drafts(tables["drafts.csv"])
        | _of_readers(tables["readers.csv"])
        | _of_rehearsal(tables["rehearsal.csv"])
    )


def _of_february(kit: Kit, february: pd.DataFrame, often: pd.DataFrame, log: pd.DataFrame) -> dict[str, bool]:
    with_place = february[february["Route"] == "lot: place"]
    rest = kit.pupils[~kit.pupils["UPN"].isin(with_place["UPN"])]
    cells = with_place.groupby(["Class", "PP"]).size()
    planned = log[log["Planned"] == "Y"]
    shares = (planned[["Quiz", "Our order"]] == "Y").groupby(planned["Teacher"]).mean()
    followed = (shares >= FIRST_LOOK).all(axis=1)
    off = {kit.people[key].name for key in ("carol", "gareth")}
    return {
        "a bar parts those with the premium, and each slip has its number": _parts(
            february, int(often["Mornings"].iloc[0])
        ),
        "pupils with a place are behind everybody else": bool(
            with_place["Check Feb"].astype(float).mean() < rest["Check Feb"].astype(float).mean()
        ),
        "a cell of class by premium is under the limit": bool((cells < kit.cohort.minimum_group).any()),
        "Carol's class and Gareth's did not follow the plan, the others did": set(followed[~followed].index) == off,
    }


def _of_drafts(drafts: pd.DataFrame) -> dict[str, bool]:
    grades = drafts.set_index("Letter").apply(_grade, axis=1)
    first = drafts.iloc[0]
    words, syllables = first["Words"] / first["Sentences"], first["Syllables"] / first["Words"]
    ways = [
        grades["A"], 206.835 - 1.015 * words - 84.6 * syllables, 0.39 / words + 11.8 * syllables - 15.59,
        0.39 * words + 11.8 * first["Syllables"] / first["Sentences"] - 15.59, grades["A"] + 15.59,
    ]  # fmt: skip
    return {
        "A has the lowest grade, C the highest": bool(grades["A"] + 2 <= grades["B"] <= grades["C"] - 2),
        "B asks more of a reader, and is still plain": 5 <= grades["B"] < 9,
        "the slips of A's grade stand apart": _apart(APART_GRADE, *ways),
    }


def _of_readers(readers: pd.DataFrame) -> dict[str, bool]:
    by = {str(letter): rows for letter, rows in readers.groupby("Letter")}
    acts = {letter: int(rows["Q2"].sum()) for letter, rows in by.items()}
    new = by["B"].loc[by["B"]["EAL"] == "Y", "Q2"]
    found = {}
    for letter, rows in by.items():
        names = list(QUESTIONS)
        ways = [
            acts[letter], round(rows[names].to_numpy().sum() / len(names)), int((rows[names] == 1).all(axis=1).sum()),
            READERS - acts[letter], round(100 * acts[letter] / READERS),
        ]  # fmt: skip
        found[f"the slips of letter {letter} stand apart"] = _apart(1, *ways)
    return found | {
        "three readers more can act on B": acts["B"] - acts["A"] >= MORE,
        "by the other two questions they are within two": all(
            abs(int(by["B"][name].sum() - by["A"][name].sum())) < MORE for name in ("Q1", "Q3")
        ),
        "one to three of B's readers with EAL cannot act on it": 1 <= int((new == 0).sum()) <= EAL - 1,
    }


def _of_rehearsal(rehearsal: pd.DataFrame) -> dict[str, bool]:
    said = list(rehearsal["You said"])
    number = {kind: sum(sentence in of_kind for sentence in said) for kind, of_kind in REHEARSED.items()}
    real, leading, offers = (number[kind] for kind in ("real", "leading", "offer"))
    ways = [real, real + offers, real + leading + offers, real + leading, len(said)]
    return {
        "two to five real questions": SAID["real"][0] <= real <= SAID["real"][1],
        "three leading ones or more": leading >= SAID["leading"][0],
        "the slips of the rehearsal stand apart": all(later != earlier for earlier, later in pairwise(sorted(ways))),
    }

"""The columns of a change plan."""

from __future__ import annotations

from attrs import evolve

from npqml_widgets.documents.change.model import EVERY, HOLDS, TURNS, ChangePlan, Ingredient, Minutes
from npqml_widgets.documents.shared.lists.columns import EntryList, Field, ListDocument, Places, Total, WorkedOut
from npqml_widgets.documents.shared.lists.kinds import DATE, HOURS, ID, LONG, TEXT, WHOLE, choice

A_WEEK = evolve(HOURS, number_format="0.##")
"""Minutes a week, in hundredths."""


def _a_week(places: Places) -> str:
    minutes, turn, every = (places.cell(name) for name in ("minutes", "turn", "every"))
    weeks = f'IF({every}="{EVERY["fortnight"]}",2,IF({every}="{EVERY["half-term"]}",7,1))'
    sign = f'IF(OR({turn}="",{turn}="{TURNS["adds"]}"),1,-1)'
    return f'=IF({minutes}="","",{sign}*{minutes}/{weeks})'


def _net(places: Places) -> str:
    person, people, weekly = places.cell("person"), places.column("person"), places.column("a_week")
    return f'=IF({person}="","",SUMPRODUCT(({people}={person})*1,{weekly}))'


INGREDIENTS = EntryList(
    "ingredients",
    "Ingredients",
    "What has to happen, by what one sees it, by when, and who looks after it.",
    "ingredient",
    "I",
    Ingredient,
    {
        "id": Field("ID", ID, wide=4, headings=("ref", "no", "number")),
        "what": Field("Ingredient", LONG, "One thing that has to happen for the change to work.", 18,
                      ("what", "action", "actions", "change", "step", "active ingredient", "task", "description")),
        "hold": Field("Tight or loose", choice(HOLDS, tight="fixed must same yes", loose="free flexible may no"),
                      "Tight only what the change cannot work without.", 11, ("tight", "loose", "hold")),
        "sign": Field("Sign", LONG, "What somebody can see within a fortnight, not a result.", 18,
                      ("what we will see", "success criteria", "evidence", "measure", "impact")),
        "by": Field("Seen by", DATE, "", 7.5, ("by", "by when", "date", "deadline", "when", "due", "review date")),
        "owner": Field("Owner", TEXT, "One named person or post.", 10,
                       ("who", "lead", "by whom", "person responsible", "responsible")),
        "notes": Field("Notes", LONG, "", 12, ("note", "comments", "comment", "remarks")),
    },
    ("what", "sign", "owner"),
    "names no ingredient",
)  # fmt: skip
MINUTES = EntryList(
    "minutes",
    "Minutes added and stopped",
    "What comes into each week, and what stops in it or is paid for.",
    "line",
    "M",
    Minutes,
    {
        "id": Field("ID", ID, wide=4),
        "person": Field("Who", TEXT, "Whose week it is.", 10, ("person", "name")),
        "what": Field("What", TEXT, "What comes, or what goes.", 16, ("item",)),
        "turn": Field("Adds, stops, paid", choice(TURNS), "", 8, ("turn",)),
        "minutes": Field("Minutes", WHOLE, "Each time, such as 45.", 7),
        "every": Field("Every", choice(EVERY, week="weekly", fortnight="fortnightly"), "", 8, ("how often",)),
        "notes": Field("Notes", TEXT, "", 12),
    },
    ("person", "what", "minutes"),
    "names nobody",
    {
        "a_week": WorkedOut("Minutes a week", A_WEEK, lambda _, entry: entry.a_week, _a_week),
        "net": WorkedOut(
            "All of this person's",
            A_WEEK,
            lambda plan, entry: plan.net_of(entry.person) if entry.person.strip() else None,
            _net,
        ),
    },
)
COLUMNS = ListDocument(
    ChangePlan,
    "Change plan",
    {
        "title": Field("Title", TEXT, "What is changed, such as quizzes before moving on."),
        "setting": Field("School or setting", TEXT),
        "mechanism": Field("How it is meant to work", LONG, "If ..., then ..., because ... In one or two sentences."),
        "look": Field("All signs are looked at by", DATE, "Such as the last school day before half-term."),
    },
    (INGREDIENTS, MINUTES),
    (
        Total("Minutes added a week", A_WEEK, lambda plan: plan.added,
              lambda lists: f'=SUMIF({lists["minutes"].column("a_week")},">0")'),
        Total("Minutes stopped or paid for a week", A_WEEK, lambda plan: plan.stopped,
              lambda lists: f'=-SUMIF({lists["minutes"].column("a_week")},"<0")'),
        Total("More minutes a week", A_WEEK, lambda plan: plan.added - plan.stopped,
              lambda lists: f"=SUM({lists['minutes'].column('a_week')})"),
    ),
    (
        "Minutes every fortnight are divided by 2, every half-term by 7. What stops or is paid for is taken off.",
        "Tight is what the change cannot work without. Everything else is loose: whoever teaches decides.",
    ),
)  # fmt: skip
"""All of it; somebody's own table comes into the ingredients."""

"""The columns of a table of responsibilities."""

from __future__ import annotations

from npqml_widgets.documents.responsibilities.model import ROLES, Post, Responsibilities, Task
from npqml_widgets.documents.shared.lists.columns import EntryList, Field, ListDocument, Places, WorkedOut
from npqml_widgets.documents.shared.lists.kinds import ID, LONG, NAMES, TEXT, WHOLE


def _how_many(places: Places) -> str:
    names = places.cell("accountable")
    commas = f'LEN({names})-LEN(SUBSTITUTE({names},",",""))'
    return f'=IF({places.cell("what")}="","",IF(TRIM({names})="",0,{commas}+1))'


TASKS = EntryList(
    "tasks",
    "Tasks",
    "Who does each task, answers for it, is asked before, is told after.",
    "task",
    "T",
    Task,
    {
        "id": Field("ID", ID, wide=4, headings=("ref", "no", "number")),
        "what": Field("Task", LONG, "Begin with a verb: choose, mark, settle, tell.", 18,
                      ("what", "activity", "action", "step", "deliverable", "description")),
        "responsible": Field(ROLES["responsible"], NAMES, "The posts that do the work, with commas between them.", 12,
                             ("responsible", "who does it", "doer")),
        "accountable": Field(ROLES["accountable"], NAMES, "The one post that answers for it.", 12,
                             ("accountable", "owner", "lead")),
        "consulted": Field(ROLES["consulted"], NAMES, "Whose view is heard before it is done. Each costs a wait.", 12,
                           ("consulted", "consult")),
        "informed": Field(ROLES["informed"], NAMES, "Who hears of it afterwards.", 12, ("informed", "inform")),
        "notes": Field("Notes", LONG, "", 12, ("note", "comments", "comment", "remarks")),
    },
    ("what", "responsible", "accountable"),
    "names no task",
    {
        "answering": WorkedOut(
            "How many answer", WHOLE, lambda _, task: len(task.accountable) if task.what.strip() else None, _how_many, 6
        )
    },
)  # fmt: skip
POSTS = EntryList(
    "posts",
    "Posts",
    "Who has a part in it, and where each post belongs.",
    "post",
    "P",
    Post,
    {
        "id": Field("ID", ID, wide=4),
        "name": Field("Post", TEXT, "As in the tasks, such as Head of Maths.", 16),
        "school": Field("School or team", TEXT, "Where it belongs, if there are two.", 14),
        "notes": Field("Notes", TEXT, "", 12),
    },
    ("name",),
    "names nobody",
)
COLUMNS = ListDocument(
    Responsibilities,
    "Who does what",
    {
        "title": Field("Title", TEXT, "What the table is for, such as shared moderation."),
        "setting": Field("School or setting", TEXT),
    },
    (TASKS, POSTS),
    method=(
        "R does the work, A answers for it, C is asked before, I is told after (RACI). One post answers for each task.",
        "Who is asked can still change it; who is told cannot.",
    ),
)
"""All of it; somebody's own table comes into the tasks."""

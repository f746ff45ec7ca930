"""The questions of the choice of a project, and the columns of its measures and of what stays as it is."""

from __future__ import annotations

from npqml_widgets.documents.ownproject.model import ABOUT, ROLES, USUAL_SMALLEST, WAYS, FixedThing, Measure, OwnProject
from npqml_widgets.documents.shared.lists.columns import EntryList, Field, ListDocument
from npqml_widgets.documents.shared.lists.kinds import DATE, ID, LONG, TEXT, WHOLE, choice

MEASURES = EntryList(
    "measures",
    "Measures",
    "What is looked at before the project begins and again at its end.",
    "measure",
    "M",
    Measure,
    {
        "id": Field("ID", ID, wide=4, headings=("ref", "no", "number")),
        "what": Field("Measure", LONG, "What is counted or marked, such as the check of fractions, out of 40.", 18,
                      ("what", "data", "assessment", "evidence", "indicator", "description")),
        "about": Field("Of whom", choice(ABOUT, pupils="pupils a", team="team staff b"), "", 9, ("whose", "part")),
        "way": Field("Where it comes from", choice(WAYS), "", 11, ("source", "kind", "type")),
        "before": Field("First taken", DATE, "A day before the project begins; it may have been already.", 7.5,
                        ("first", "baseline", "start", "before")),
        "after": Field("Taken again", DATE, "The last time that it is taken within the project.", 7.5,
                       ("again", "last", "end", "after")),
        "holder": Field("Who has it", TEXT, "A post, such as the data manager.", 10, ("holder", "owner", "who")),
        "notes": Field("Notes", LONG, "", 12, ("note", "comments", "comment", "remarks")),
    },
    ("what", "holder"),
    "names no measure",
)  # fmt: skip
FIXED = EntryList(
    "fixed",
    "What stays as it is",
    "What the project may not change, and who decides it.",
    "line",
    "F",
    FixedThing,
    {
        "id": Field("ID", ID, wide=4),
        "what": Field("What", TEXT, "Such as the timetable, sets, rooms, the scheme, somebody's hours.", 20),
        "decided_by": Field("Who decides it", TEXT, "A post.", 12),
        "notes": Field("Notes", TEXT, "", 12),
    },
    ("what",),
    "names nothing",
)
COLUMNS = ListDocument(
    OwnProject,
    "Project choice",
    {
        "role": Field("What is your role?", choice(ROLES)),
        "setting": Field("Which school or setting?", TEXT),
        "team": Field("How many people do you lead?", WHOLE,
                      "Whose work you may plan and look at in this project. Do not count yourself."),
        "title": Field("What will be different for pupils? (part A)", LONG,
                       "Progress or attainment, in one line: pupils who start low in fractions catch up."),
        "capability": Field("What will your team be better at? (part B)", LONG,
                            "Something that others can see them do."),
        "pupils": Field("Which pupils?", TEXT, "A group and its year, never names: Year 8, those who start low."),
        "number": Field("How many pupils are they?", WHOLE),
        "smallest": Field("Of how many pupils, at the least, does your school show numbers?", WHOLE,
                          f"Your data manager knows. Left blank it counts as {USUAL_SMALLEST}."),
        "terms": Field("Over how many terms?", WHOLE, "Those in which something is done, first and last included."),
        "begins": Field("On which day does it begin?", DATE, "The first day on which somebody does something else."),
        "ends": Field("On which day does it end?", DATE, "When the last measure is in."),
        "sponsor": Field("Who could be your sponsor?", TEXT,
                         "The headteacher, or a senior leader or line manager who knows your work. Name the post."),
    },
    (MEASURES, FIXED),
)  # fmt: skip
"""All of it; somebody's own table comes into the measures."""

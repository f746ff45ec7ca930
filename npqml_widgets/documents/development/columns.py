"""The columns of a development plan."""

from __future__ import annotations

from npqml_widgets.documents.development.model import WHERES, DevelopmentPlan, Member, Row
from npqml_widgets.documents.shared.lists.columns import EntryList, Field, ListDocument, Total
from npqml_widgets.documents.shared.lists.kinds import DATE, DAYS, HOURS, ID, LONG, MONEY, TEXT, choice

ROWS = EntryList(
    "rows",
    "Needs and opportunities",
    "What each needs, what is done about it, and what others will see.",
    "row",
    "D",
    Row,
    {
        "id": Field("ID", ID, wide=4, headings=("ref", "no", "number")),
        "person": Field("Who", TEXT, "A post rather than a name, in a plan of your own.", 9,
                        ("name", "person", "teacher", "staff", "staff member", "colleague", "post", "role")),
        "need": Field("Need", LONG, "What they will be able to do that they cannot do yet, or not yet often.", 15,
                      ("development need", "target", "objective", "aim", "area for development", "priority")),
        "source": Field("Where it shows", TEXT, "Visits, a log, pupils' work, a 360 report: and from when.", 12,
                        ("source", "evidence", "where it comes from", "based on")),
        "sign": Field("Others will see", LONG, "What somebody sees, how often: a check in 8 of 10 lessons.", 15,
                      ("success criteria", "success criterion", "impact", "measure", "outcome", "others see", "sign")),
        "opportunity": Field("Opportunity", LONG, "What they do for it: coaching, practice, a visit, a course.", 15,
                             ("action", "actions", "activity", "cpd", "training", "course", "provision", "what")),
        "where": Field("Inside or outside", choice(WHERES, inside="internal in", outside="external out"), "", 9,
                       ("inside outside", "internal or external", "internal external", "type")),
        "hours": Field("Hours", HOURS, "Of their own time, such as 2.5.", 5, ("time", "time needed", "how long")),
        "cost": Field("Cost", MONEY, "In pounds, cover and travel with it; 0 if it costs nothing.", 7,
                      ("costs", "price", "total cost", "budget")),
        "starts": Field("Begins", DATE, "", 7.5, ("start", "starts", "start date", "from", "date", "when")),
        "support": Field("Support by", TEXT, "Somebody beside them: who watches, rehearses, gives feedback.", 9,
                         ("support", "supported by", "coach", "mentor", "lead", "led by", "who supports")),
        "check": Field("Looked at again", DATE, "The day on which somebody looks whether it is to be seen.", 7.5,
                       ("review", "review date", "check", "check date", "end", "end date", "by when", "deadline")),
        "notes": Field("Notes", LONG, "", 12, ("note", "comments", "comment", "remarks")),
    },
    ("person", "need", "opportunity"),
    "names nobody and nothing",
)  # fmt: skip
TEAM = EntryList(
    "team",
    "The team",
    "Whom the plan is for, and the days on which they work.",
    "person",
    "P",
    Member,
    {
        "id": Field("ID", ID, wide=4),
        "name": Field("Who", TEXT, "As under “Who” of the rows. Teaching assistants too.", 14, ("name",)),
        "days": Field("Days", DAYS, "Such as Mon, Tue, Thu. Blank: every day.", 12, ("working days",)),
        "notes": Field("Notes", TEXT, "", 12),
    },
    ("name",),
    "names nobody",
)
COLUMNS = ListDocument(
    DevelopmentPlan,
    "Development plan",
    {
        "title": Field("Title", TEXT, "Whose plan it is, such as your team's."),
        "setting": Field("School or setting", TEXT),
        "money": Field("Money there is", MONEY, "In pounds, until the plan ends, such as £1,400."),
        "ends": Field("Plan ends", DATE),
    },
    (ROWS, TEAM),
    (
        Total("Cost of all rows", MONEY, lambda plan: plan.cost, lambda lists: f"=SUM({lists['rows'].column('cost')})"),
        Total("Hours of all rows", HOURS, lambda plan: plan.hours,
              lambda lists: f"=SUM({lists['rows'].column('hours')})"),
        Total("Money left", MONEY, lambda plan: plan.left,
              lambda lists: f"=IF($B$3=\"\",\"\",$B$3-SUM({lists['rows'].column('cost')}))"),
    ),
    (
        "Hours are those of the person who learns. The cost is the whole one: fee, cover and travel.",
        "A row is judged by what others will see. A grade is none of that, and pupils' results have many causes.",
    ),
)  # fmt: skip
"""All of it; somebody's own table comes into the rows."""

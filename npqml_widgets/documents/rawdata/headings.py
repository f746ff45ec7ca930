"""The headings of schools' exports: which field a column may be, by its words, and which columns are proposed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from npqml_widgets.documents.shared.table_import import NO_FIELD, plain_heading

LABELS = {
    "id": "Pupil's number (UPN, admission number)",
    "forename": "Forename",
    "surname": "Surname",
    "name": "Whole name",
    "dob": "Date of birth",
    "year": "Year group",
    "class": "Class or form",
    "joined": "Joined the school on",
    "left": "Left the school on",
    "start": "Start: prior attainment",
    "target": "Target",
    "result": "Result",
    "pp": "Pupil premium",
    "fsm": "Free school meals",
    "sen": "SEN",
    "eal": "EAL",
    "sex": "Sex",
    "attendance": "Attendance, %",
}
"""The fields that a column can be, with the words to choose from."""
PERSONAL = ("id", "forename", "surname", "name", "dob")
"""Fields that say who somebody is: used to find rows of the same pupil, then dropped."""
NUMBERS = ("start", "target", "result", "attendance")
DATES = ("joined", "left")
YES_NO = ("pp", "fsm", "sen", "eal", "sex")
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("id", r"upn|unique pupil (number|no|reference)|uln|(adm|admission|ad)( ?no| number)|admissions? number|mis ?id"
           r"|(\w+ )?(student|pupil|person) (id|number|no|ref)|exam(ination)? (number|no)|candidate (number|no)|id"),
    ("dob", r"d ?o ?b|(date of birth|birth ?date|birthday)"),
    ("forename", r"(\w+ )?(forename|first name|given name)s?|known as"),
    ("surname", r"(\w+ )?(surname|last name|family name)s?"),
    ("name", r"((legal|full|preferred|display|known|chosen) )*((student|pupil|learner)s?( s)? )?"
             r"((full|legal|preferred) )?name"
             r"|student|pupil|learner"),
    ("joined", r"joined|(date )?(joined|admitted|enrolled)|(admission|enrol\w*|entry|joining)( start)? date"
               r"|date (of )?(admission|entry|joining)|doa|(school )?start date"),
    ("left", r"left|leaver|(leaving|exit|end|enrol\w* end|withdrawal) date|date (of )?(leaving|left|exit)|dol"),
    ("pp", r"(is |current |receives )?(pupil premium|pp|ppi)"
           r"( (recipient|eligible|eligibility|indicator|flag|status)s?)?"
           r"|(is )?disadvantaged( pupil| student)?|deprivation pupil premium"),
    ("fsm", r"(is |current )?(fsm|free school meals?)( (eligible|eligibility|status|current|now|6|ever 6))?"
            r"|ever 6 fsm|fsm6"),
    ("sen", r"send?( (status|stage|provision|code|support|need|level|k|type))?|current sen (status|provision)"),
    ("eal", r"eal( status)?|english (as )?(an )?additional language|first language( not english)?"),
    ("sex", r"(legal )?(sex|gender)|m f|sex at birth"),
    ("attendance", r"(attendance|att|attend)( (to date|ytd|percentage|percent|pct|this year|year to date))?"
                   r"|(percentage |percent |overall )?attend\w*|attendance summary|present"),
    ("year", r"(nc |national curriculum |curriculum |current )?(year|yr)( group)?|ncy(ear)?|year taught in"),
    ("class", r"(reg|registration|form|tutor|class|teaching|set)( (group|name|code|form))?"
              r"|(maths|mathematics|english|science|subject) (class|set|group)"),
    ("target", r".*\b(target|minimum expected|meg|mtg|fft\d*|aspiration\w*)\b.*"),
    ("start", r".*\b(prior|baseline|start(ing)?( point)?|ks1|entry)\b.*|.*\bkey stage 1\b.*"),
    ("result", r".*\b(gcse|result|outcome|final|end of year|end)\b.*"),
    ("ks2", r".*\b(ks2|key stage 2|sats?|scaled score)\b.*"),
    ("result", r".*\b(grade|score|mark|attainment|drop|assessment|mock|autumn|spring|summer|aut|spr|sum|maths"
               r"|mathematics|english|reading|writing|science|working at|current|ap\d|dc\d|term \d)\b.*"),
)  # fmt: skip
_KNOWN = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_NO_RESULT = re.compile(
    r"\b(effort|behaviour|homework|comment\w*|teacher|note\w*|attitude|atl|address|email|phone|contact)\b"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LATE = re.compile(r"\b(gcse|result|outcome|final|end|summer|ks2|key stage 2)\b")


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields that a plain heading may stand for, likeliest first.

    A score of key stage 2 is a start in a secondary school, and the result in a primary one.
    """
    said = re.sub(r"\b(percent|percentage)$", "", heading).strip() or heading
    if _NO_RESULT.search(said):
        return ()
    for name, pattern in _KNOWN:
        if pattern.fullmatch(said):
            return ("start", "result") if name == "ks2" else (name,)
    return ()


def proposed(headings: Sequence[str], numeric: Sequence[bool]) -> tuple[str, ...]:
    """Return the field that is proposed for each column, NO_FIELD for what would be dropped; each field once.

    `numeric` tells of each column whether it holds numbers: only such a column is a start, a target or a result. Of
    several that may be the result the last is taken that speaks of an end, else the last.
    """
    found = [_fields_of(heading) for heading in headings]
    fields = [NO_FIELD] * len(headings)
    for name in LABELS:
        places = [place for place, may_be in enumerate(found) if may_be[:1] == (name,) and fields[place] == NO_FIELD]
        places = [place for place in places if numeric[place] or name not in NUMBERS]
        if name == "result" and not places:  # key stage 2 is the end of a primary school, whose start is key stage 1
            places = [place for place, may_be in enumerate(found) if "result" in may_be and numeric[place]]
            places = [place for place in places if fields[place] == NO_FIELD and fields.count("start")]
        late = [place for place in places if _LATE.search(plain_heading(headings[place]))]
        if places:
            fields[(late or places)[-1] if name == "result" else _earliest(headings, places)] = name
    return tuple(fields)


def _fields_of(heading: str) -> tuple[str, ...]:
    """Return the fields of a heading, with what stands in brackets or without."""
    return fields_for(plain_heading(heading)) or fields_for(plain_heading(_IN_BRACKETS.sub(" ", heading)))


def _earliest(headings: Sequence[str], places: Sequence[int]) -> int:
    """Return the first of some columns; of starts one of key stage 1, where there is any."""
    first = [place for place in places if re.search(r"\bks1\b|key stage 1", plain_heading(headings[place]))]
    return (first or list(places))[0]

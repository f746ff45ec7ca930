"""A number as an export has it, such as 62,5 or 62%; a date as text or as Excel counts days; yes in many words."""

from __future__ import annotations

import re
from datetime import date

from npqml_widgets.documents.rawdata.headings import YES_NO
from npqml_widgets.documents.shared.cells import Unreadable, date_of, text_of

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YES = {
    "y",
    "yes",
    "true",
    "t",
    "1",
    "x",
    "pp",
    "pupil premium",
    "fsm",
    "eal",
    "eligible",
    "recipient",
    "\N{CHECK MARK}",
}
_NO = {"n", "no", "false", "f", "0", "not eligible", "none", "-", "non pp", "not pp", "no fsm"}
_SEN_YES = {"k", "e", "s", "sen support", "ehcp", "ehc plan", "ehc", "education health and care plan", "statement",
            "sen", "y", "yes", "true", "1"}  # fmt: skip
_SEN_NO = {"n", "no", "no sen", "no special educational need", "no special educational needs", "none", "false", "0",
           "no sen support", "no special needs", "non sen"}  # fmt: skip
_GIRL, _BOY = {"f", "female", "girl", "g"}, {"m", "male", "boy", "b"}
_WORDS: dict[str, tuple[set[str], set[str]]] = {"sex": (_GIRL, _BOY), "sen": (_SEN_YES, _SEN_NO)}


def number_of(value: object) -> tuple[float | None, str]:
    """Return the number in a cell, and the rule that was needed to read it; no number where there is none."""
    if isinstance(value, bool):
        return None, ""
    if isinstance(value, (int, float)):
        return float(value), ""
    text = text_of(value).strip().lstrip("'").replace("\N{MINUS SIGN}", "-")
    rule = ""
    if text.endswith("%"):
        text, rule = text[:-1].rstrip(), "percent"
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", "")), rule
    if _COMMA.fullmatch(text):
        return float(text.replace(",", ".")), rule or "comma"
    return (float(text), rule) if _PLAIN.fullmatch(text) else (None, "")


def day_of(value: object) -> tuple[date | None, str]:
    """Return the date in a cell, and "date" where it had to be read out of a text or a number of days."""
    number, _ = number_of(value)
    try:
        found = date_of(value if number is None or not number.is_integer() else number)
    except Unreadable:
        return None, ""
    return found, "" if found is None or isinstance(value, date) else "date"


def yes_of(name: str, value: object) -> str:
    """Return "Y" or "N" for a cell of a column of yes and no, "" where it says neither; a girl and SEN are "Y"."""
    said = " ".join(re.sub(r"[^\w\s\N{CHECK MARK}-]", " ", text_of(value).casefold()).split())
    yes, no = _WORDS.get(name, (_YES, _NO))
    if said in yes or (name == "sen" and re.match(r"[ke]\b", said)):
        return "Y"
    return "N" if said in no or (name in YES_NO and name == "sen" and re.match(r"n\b", said)) else ""

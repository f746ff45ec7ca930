"""The headings of other people's registers: which field of a risk a column may be, by its words and by its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from npqml_widgets.documents.risk.model import LABELS, RATINGS
from npqml_widgets.documents.risk.reading import looks_like_a_level
from npqml_widgets.documents.shared.cells import Unreadable, date_of, text_of
from npqml_widgets.documents.shared.table_import import named_field
from npqml_widgets.documents.shared.workbook import NEVER_WORKED_OUT

SECTIONS = frozenset(
    "strategic operational financial finance governance compliance reputational reputation people staffing staff hr "
    "safeguarding premises estates it ict data curriculum education educational legal environmental project external "
    "internal pupils students leadership".split()
)
"""Words over the risks of one kind, which nobody calls a risk by."""
_BEFORE = {"inherent", "gross", "initial", "raw", "unmitigated", "before"}
_AFTER = {"residual", "net", "mitigated", "current", "after"}
_NO_RATING = {"action", "actions", "reduce", "target", "why", "reason"}
_LIKELIHOOD = {"likelihood", "probability", "chance", "lik", "prob", "l", "p"}
_IMPACT = {"impact", "severity", "imp", "sev", "i"}
_WORDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "ref", "reference", "risk id", "risk no", "risk number", "risk ref", "no", "number"),
    "cause": ("cause", "causes", "risk cause", "because of", "source", "trigger"),
    "event": ("event", "risk", "risk event", "description", "risk description", "risk title", "description of risk"),
    "effect": ("effect", "effects", "consequence", "consequences", "risk effect", "potential impact", "outcome"),
    "category": ("category", "risk category", "area", "risk area", "type", "risk type", "theme"),
    "response": ("response", "risk response", "treatment", "strategy", "risk strategy", "approach"),
    "controls": ("controls", "existing controls", "current controls", "controls in place", "control", "mitigation"),
    "risk_owner": ("risk owner", "owner", "owned by", "lead", "risk lead", "responsible", "responsibility"),
    "action": (
        "action",
        "actions",
        "further action",
        "further actions",
        "action required",
        "actions required",
        "action plan",
    ),
    "action_owner": ("action owner", "action by", "by whom", "action lead", "assigned to"),
    "due": ("action due", "due", "due date", "deadline", "target date", "by when", "action date", "completion date"),
    "review": ("next review", "review", "review date", "next review date", "date of next review"),
    "status": ("status", "risk status", "open or closed", "open closed", "state"),
    "notes": ("notes", "note", "comments", "comment", "progress", "update"),
    "added": ("added",),
}
_DEEDS = r"(?:action|control|measure|mitigation|precaution|step)s?"
_LATER = (
    r"(?:further|additional|future|planned|proposed|more|new|next|required|needed|outstanding|to be (?:taken|done))"
)
_PEOPLE = r"(?:who|whom|person|owner|lead|responsib\w+|assigned)"
_KINDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), (
        r"\b(last|previous)\b.*\breview|\breviewed (on|by)\b|\bfrequency\b",
        r"\b(inherent|residual|gross|net|initial|current|target|overall) risk$",
        r"\b(scores?|rating|rag|total|matrix|level|ranking|priority)\b",
    )),
    (("review",), (r"\breview (date|due)\b|\b(next|when|date)\b.*\breview",)),
    (("controls", "action"), (
        rf"^(existing |current )?{_DEEDS} (procedures|measures|in place)|\bin place\b|\balready\b",
    )),
    (("action_owner",), (
        rf"\b{_PEOPLE}\b.*\baction|\baction\w*\b.*\b{_PEOPLE}\b|\bcarr(y|ied) out\b|\bby whom\b",
    )),
    (("due",), (
        r"\bwhen\b|\bdeadline\b|\btime ?(scale|frame|line)|\bdue\b|\btarget date\b|\bcomplet\w+ (date|by)\b",
    )),
    (("effect", "notes"), (
        r"\bwho\b.*\b(affected|harmed|hurt|at risk)\b|\b(people|persons?|groups?|pupils) (at risk|affected)\b",
        r"\bconsequences?\b|\beffects?\b|\bimplications?\b|\bwhat (would|will) happen\b|\bso what\b",
        r"\bimpact (on|description)\b|\bdescription of (the )?impact\b|\bresults? in\b|\bleading to\b",
    )),
    (("risk_owner", "action_owner"), (r"\bowner\b|\bresponsib|\baccountab|^who\b|\blead(er)?\b|\boversight\b",)),
    (("action",), (
        rf"\b{_LATER}\b.*\b{_DEEDS}\b|\b{_DEEDS}\b.*\b{_LATER}\b|\bwhat (else|more|further)\b|\bnext steps\b",
    )),
    (("controls", "action"), (
        r"\bcontrols?\b|\bmitigat|\bprecaution|\bsafeguards\b|\bexisting\b|\bmanaged\b|\bdoing\b",
    )),
    (("action", "controls"), (r"\bactions?\b",)),
    (("cause",), (r"\bcauses?\b|^why\b|\btriggers?\b|\bbecause\b|\bcontributing\b|\barises?\b",)),
    (("category",), (r"\bcategor|\barea\b|\btype\b|\btheme\b|\bdomain\b",)),
    ((), (r"\bdate\b",)),
    (("id",), (r"\b(ref|reference|id|no|number|code)$",)),
    (("event",), (
        r"\bgo(es)? wrong\b|\bhazards?\b|\bthreats?\b|\brisks?\b|\bevents?\b|\bissues?\b|\bconcerns?\b",
    )),
    (("event", "effect"), (r"\b(may|could|can|might) happen\b",)),
    (("status",), (r"\bstatus\b|^done$|\bopen or closed\b",)),
    (("response",), (r"\brespon[sc]e\b|\btreatment\b|\btolerate\b|\b(4|four) ?ts\b",)),
    (("notes",), (r"\bcomments?\b|\bnotes?\b|\bprogress\b|\bupdates?\b",)),
)  # fmt: skip
"""Fields and the patterns of their headings; the first that is found in a heading decides."""
_PATTERNS = tuple((re.compile(pattern), fields) for fields, patterns in _KINDS for pattern in patterns)


def fields_for(heading: str) -> tuple[str, ...]:
    """Return the fields that a plain heading may stand for, likeliest first.

    A single pair of likelihood and impact is read as inherent, of two pairs the first. What cells in words mean is
    for `fits` to say: an impact in words is an effect.
    """
    named = named_field(heading, _WORDS, LABELS)
    if named:
        return (*named, "due") if named == ("action_owner",) else named
    parts = set(heading.split())
    ends = [end for end, words in (("likelihood", _LIKELIHOOD), ("impact", _IMPACT)) if parts & words]
    if not ends or (ends == ["impact"] and re.search(r"\bimpact (on|description)\b|\bdescription of\b", heading)):
        return next((fields for pattern, fields in _PATTERNS if pattern.search(heading)), ())
    # Both in one heading is a score, which is worked out anew; "action to reduce likelihood" is a text.
    if len(ends) != 1 or len(parts) > 6 or parts & _NO_RATING:
        return ()
    before, after = f"inherent_{ends[0]}", f"residual_{ends[0]}"
    in_words = ("effect", "notes") if ends == ["impact"] else ()
    if parts & _AFTER:
        return (after, *in_words)
    return (before, *in_words) if parts & _BEFORE else (before, after, *in_words)


def fits(field: str, cells: Sequence[object]) -> bool:
    """Tell whether the cells of a column, none of them blank, may be those of a field of a risk."""
    if field in RATINGS:
        levels = sum(looks_like_a_level(cell) or cell == NEVER_WORKED_OUT for cell in cells)
        return levels * 2 >= len(cells)
    if field in ("risk_owner", "action_owner"):
        return sum(map(_is_date, cells)) * 2 < len(cells)
    if field in ("cause", "event", "effect", "controls", "action"):
        return any(any(map(str.isalpha, text_of(cell))) for cell in cells)
    return True


def _is_date(cell: object) -> bool:
    try:
        return date_of(cell) is not None
    except Unreadable:
        return False

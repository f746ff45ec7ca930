"""The headings that schools write over their registers."""

from __future__ import annotations

import pytest

from npqml_widgets.documents.risk.headings import fields_for, fits
from npqml_widgets.documents.shared.table_import import NO_FIELD, guess_fields

REGISTERS = (
    {"Ref": "id", "Hazard": "event", "Prob.": "inherent_likelihood", "Sev.": "inherent_impact", "Lead": "risk_owner"},
    {
        "Sub category": "category", "Responsible for review": "risk_owner", "Specific risk": "event",
        "Likelihood of it happening (5 = high, 1 = low)": "inherent_likelihood",
        "Impact if it happens (5 = high, 1 = low)": "inherent_impact", "Combined score likelihood x impact": NO_FIELD,
        "Response (transfer, tolerate, treat or terminate)": "response",
        "Control procedures and target date": "controls",
    },
    {
        "What are the hazards?": "event", "Who might be harmed and how?": "effect",
        "What are you already doing to control the risks?": "controls",
        "What further action do you need to take to control the risks?": "action",
        "Who needs to carry out the action?": "action_owner", "When is the action needed by?": "due", "Done": "status",
    },
    {
        "What could go wrong?": "event", "Who is affected": "effect", "Actions in place": "controls",
        "Likelihood (H/M/L)": "inherent_likelihood", "Impact (H/M/L)": "inherent_impact", "Risk level": NO_FIELD,
        "Additional controls needed": "action", "By whom?": "action_owner", "By when?": "due",
    },
    {
        "Risk No.": "id", "Area of risk": "category", "Risk identified": "event", "Root cause": "cause",
        "Potential consequences": "effect", "Gross probability": "inherent_likelihood",
        "Gross severity": "inherent_impact",
        "Existing mitigation": "controls", "Residual likelihood (1-5)": "residual_likelihood",
        "Residual impact (1-5)": "residual_impact", "Residual risk": NO_FIELD, "Planned actions": "action",
        "Timescale": "due", "Person responsible for action": "action_owner", "Date of next review": "review",
        "Accountable governor": "risk_owner", "Progress update": "notes", "Date identified": NO_FIELD,
    },
)  # fmt: skip


@pytest.mark.parametrize("register", REGISTERS)
def test_every_heading_of_a_register_is_understood(register: dict[str, str]) -> None:
    assert dict(zip(register, guess_fields(list(register), fields_for), strict=True)) == register


@pytest.mark.parametrize(
    ("field", "cells", "may_be"),
    [
        ("inherent_impact", ["High", "L", "Likely (4)"], True),
        ("inherent_impact", ["One class fewer", "A post lost", 4], False),
        ("event", [12, "9", 4.5], False),
        ("event", ["The roof", 4], True),
        ("action_owner", ["1 Sept 2024", "Head"], False),
        ("action_owner", ["Head", "Bursar", "1 Sept 2024"], True),
        ("notes", [1], True),
    ],
)
def test_a_column_is_judged_by_its_cells(field: str, cells: list[object], may_be: bool) -> None:
    assert fits(field, cells) is may_be

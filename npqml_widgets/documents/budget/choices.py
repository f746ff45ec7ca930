"""What can be chosen in a budget, and what people read for it."""

from __future__ import annotations

from typing import Literal

Kind = Literal["", "salary", "hours", "allowance", "cover", "resources", "licence", "other"]
Scheme = Literal["", "teachers", "support", "none"]
Insurance = Literal["", "top", "whole"]
Recurs = Literal["", "once", "running"]
Payer = Literal["", "premium", "department", "school", "grant", "other"]
RateKind = Literal[
    "teachers pension", "support pension", "insurance", "levy", "teachers award", "support award"
]  # fmt: skip
YearEnd = Literal["31 March", "31 August"]

KINDS: dict[Kind, str] = {
    "": "",
    "salary": "Salary by the year",
    "hours": "Hours of staff",
    "allowance": "Allowance for the whole time",
    "cover": "Supply cover",
    "resources": "Resources",
    "licence": "Licence",
    "other": "Other",
}
STAFF: tuple[Kind, ...] = ("salary", "hours", "allowance")
"""The kinds of lines that are pay: the employer pays pension and National Insurance on top."""
SCHEMES: dict[Scheme, str] = {
    "": "",
    "teachers": "Teachers' pension",
    "support": "Local government pension",
    "none": "No pension",
}
INSURANCES: dict[Insurance, str] = {"": "As usual", "top": "On all of it", "whole": "Above the threshold"}
RECURS: dict[Recurs, str] = {"": "", "once": "Once", "running": "Running"}
PAYERS: dict[Payer, str] = {
    "": "",
    "premium": "Pupil premium",
    "department": "Department",
    "school": "School budget",
    "grant": "Grant",
    "other": "Other",
}
RATES: dict[RateKind, str] = {
    "teachers pension": "Teachers' pension",
    "support pension": "Local government pension",
    "insurance": "National Insurance",
    "levy": "Apprenticeship levy",
    "teachers award": "Pay award for teachers",
    "support award": "Pay award for support staff",
}
SUPPORT_IS_LOCAL = "Ask your office for the local government pension rate: it differs from fund to fund."
AWARDS: dict[Scheme, RateKind] = {"teachers": "teachers award", "support": "support award"}
PENSIONS: dict[Scheme, RateKind] = {"teachers": "teachers pension", "support": "support pension"}
YEAR_ENDS: dict[YearEnd, str] = {
    "31 March": "31 March, as in maintained schools",
    "31 August": "31 August, as in academies",
}

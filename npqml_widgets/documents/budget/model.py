"""The budget of a project: its lines, the rates that the employer pays on top, and who pays for what."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

from attrs import Attribute, field, frozen, validators

from npqml_widgets.documents.budget.choices import (
    RATES,
    STAFF,
    Insurance,
    Kind,
    Payer,
    RateKind,
    Recurs,
    Scheme,
    YearEnd,
)
from npqml_widgets.documents.shared.entries import have_own_ids

LABELS = {
    "id": "ID",
    "what": "What",
    "strand": "Strand",
    "kind": "Kind",
    "who": "Who",
    "scheme": "Pension",
    "insurance": "National Insurance",
    "quantity": "Quantity",
    "unit": "Unit",
    "times": "Times",
    "price": "Price of one",
    "paid_on": "Paid on",
    "serves_from": "Serves from",
    "serves_to": "Serves to",
    "recurs": "Once or running",
    "payer": "Who pays",
    "later_payer": "Who pays next year",
    "actual": "Actual so far",
    "notes": "Notes",
}
"""What people read for each field of a line, in the order of the table."""
RATE_LABELS = {
    "id": "ID",
    "kind": "Rate",
    "starts": "From",
    "percent": "Per cent",
    "threshold": "Above, a year",
    "source": "Source",
}
"""What people read for each field of a rate."""


@frozen
class Rate:
    """A rate from a day on until a later one of its kind begins: `percent` in hundredths, `threshold` in pence a year.

    The threshold is National Insurance's: below it, nothing is paid on somebody's pay. A pay award lifts prices.
    """

    id: str = field(validator=validators.min_len(1))
    kind: RateKind = field(default="teachers pension", validator=validators.in_(get_args(RateKind)))
    starts: date | None = None
    percent: int | None = None
    threshold: int | None = None
    source: str = ""


@frozen
class Line:
    """One line: `quantity` (hundredths) x `times` x `price` (pence), and where it is pay, on-costs on top.

    A salary is the price of a whole post for a year, its quantity the share of the post. `insurance` says on what
    National Insurance is paid; blank, a salary has the threshold taken off once, and other pay, which comes on top of
    a salary, has not. `actual` is what was spent so far, in pence. Without days of its own a line serves as long as
    the project.
    """

    id: str = field(validator=validators.min_len(1))
    what: str = ""
    strand: str = ""
    kind: Kind = field(default="", validator=validators.in_(get_args(Kind)))
    who: str = ""
    scheme: Scheme = field(default="", validator=validators.in_(get_args(Scheme)))
    insurance: Insurance = field(default="", validator=validators.in_(get_args(Insurance)))
    quantity: int | None = None
    unit: str = ""
    times: int | None = None
    price: int | None = None
    paid_on: date | None = None
    serves_from: date | None = None
    serves_to: date | None = None
    recurs: Recurs = field(default="", validator=validators.in_(get_args(Recurs)))
    payer: Payer = field(default="", validator=validators.in_(get_args(Payer)))
    later_payer: Payer = field(default="", validator=validators.in_(get_args(Payer)))
    actual: int | None = None
    notes: str = ""

    @property
    def is_pay(self) -> bool:
        """Whether the employer pays on-costs on top of this line."""
        return self.kind in STAFF

    @property
    def is_above_threshold(self) -> bool:
        """Whether National Insurance is paid only on what lies above its threshold."""
        return self.insurance == "whole" or (self.insurance == "" and self.kind == "salary")

    @property
    def amount(self) -> int:
        """Quantity x times, in hundredths; nought where there is no quantity yet."""
        return (self.quantity or 0) * (1 if self.times is None else self.times)


@frozen
class Budget:
    """A project's budget.

    `funding` is what each payer has promised, in pence; `actuals_to` a day of the last month for which actual spending
    is counted; `places` and `reached` how many pupils have a place, and how many are reached at all.
    """

    title: str = ""
    setting: str = ""
    year_ends: YearEnd = field(default="31 August", validator=validators.in_(get_args(YearEnd)))
    starts: date | None = None
    ends: date | None = None
    places: int | None = field(default=None)
    reached: int | None = field(default=None)
    actuals_to: date | None = None
    funding: dict[Payer, int] = field(factory=dict)
    rates: tuple[Rate, ...] = field(default=(), validator=have_own_ids)
    lines: tuple[Line, ...] = field(default=(), validator=have_own_ids)

    @places.validator
    @reached.validator
    def _counts_pupils(self, attribute: Attribute[Any], number: int | None) -> None:
        if number is not None and number < 0:
            raise ValueError(f"{attribute.name} is {number}, expected a number of pupils")

    @rates.validator
    def _are_one_a_day(self, _: Attribute[Any], rates: tuple[Rate, ...]) -> None:
        seen: set[tuple[str, date]] = set()
        for rate in rates:
            if rate.starts is None:
                continue
            if (rate.kind, rate.starts) in seen:
                day = f"{rate.starts:%d/%m/%Y}"
                raise ValueError(
                    f"two rates of the kind {RATES[rate.kind]} begin on {day}; change the one that there is"
                )
            seen.add((rate.kind, rate.starts))

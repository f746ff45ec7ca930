"""Money in whole pence, percentages and quantities in whole hundredths: read as people write them, and said in words.

No sum of money is ever a float: 1,234.50 pounds are 123450 pence, 28.68 % is 2868, 2.5 hours are 250.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from npqml_widgets.answers.numerals import tidy
from npqml_widgets.documents.shared.cells import Unreadable, text_of

LARGEST = 10**12
"""Nobody's project costs more: a longer number is a slip of the finger, or a telephone number."""
_NUMBER = r"(?:\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_BLANKS = ("", "-", "£")


def pence_of(value: object) -> int | None:
    """Read an amount such as £1,234.50 as pence; None where blank. In brackets or with a minus it is below nought.

    Raises Unreadable for what is no amount, or has a part of a penny.
    """
    expected = "an amount in pounds and whole pence, such as £1,234.50"
    return _hundredths(value, expected, units=("£", "gbp", "pounds"))


def hundredths_of(value: object) -> int | None:
    """Read a number of at most two decimals, such as 2.5, as hundredths; None where blank."""
    return _hundredths(value, "a number with at most two decimals, such as 2.5")


def percent_of(value: object) -> int | None:
    """Read a percentage such as 28.68 or 28.68 % as hundredths of a per cent; None where blank."""
    return _hundredths(
        value, "a percentage with at most two decimals, such as 28.68", units=("%", "per cent", "percent")
    )


def pounds(pence: int) -> str:
    """Return an amount as people write it: £1,234.50, and −£5.00 below nought."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def decimal_words(hundredths: int) -> str:
    """Return a number of hundredths without needless noughts: 2.5, 70, 28.68."""
    text = f"{abs(hundredths) // 100:,}.{abs(hundredths) % 100:02}".rstrip("0").rstrip(".")
    return f"−{text}" if hundredths < 0 else text


def rounded(exact: Fraction | int) -> int:
    """Return the nearest whole penny of an exact sum; half a penny goes up."""
    return (2 * Fraction(exact) + 1).__floor__() // 2


def _hundredths(value: object, expected: str, *, units: tuple[str, ...] = ()) -> int | None:
    """Return a number as hundredths; `units` are signs and words that may stand before or behind it."""
    text = _without_noise(value) if isinstance(value, float) else tidy(text_of(value))
    if text in _BLANKS:
        return None
    unit = f"(?:{'|'.join(map(re.escape, units))})?" if units else ""
    found = re.fullmatch(rf"(\()?([-+])? ?{unit} ?(-)? ?({_NUMBER}) ?{unit}(\))?", text)
    if found is None or (found[1] is None) != (found[5] is None):
        raise Unreadable(expected)
    below = "-" in (found[2], found[3]) or found[1] is not None
    number = found[4].replace(",", "").replace(" ", "")
    if len(number.partition(".")[2].rstrip("0")) > 2:
        raise Unreadable(expected)
    hundredths = int(Decimal(number) * 100)
    if hundredths > LARGEST:
        raise Unreadable(expected)
    return -hundredths if below else hundredths


def _without_noise(value: float) -> str:
    """Return what a spreadsheet holds in binary as it was meant: 0.30000000000000004 is 0.3."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < LARGEST else "too large"

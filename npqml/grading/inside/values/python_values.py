"""Python's own values as JSON, both ways. A list is a list; everything else is an object with its class as the tag."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from npqml.grading.inside.values.cannot_send import CannotSend
from npqml.grading.inside.values.walk import Meter, Reader, Sender, TooMuch, expect, parts, spread, text, whole
from npqml.grading.inside.values.zones import read_zone, send_zone

MOST_DIGITS = 4000
LARGEST_END = 2**62 - 1


def _send_list(value: list[Any], sender: Sender) -> Any:
    sender.meter.fits(len(value))
    return sender.each(value[:])  # a copy: a thread of the candidate's may go on adding to it


def _send_dict(value: dict[Any, Any], sender: Sender) -> Any:
    sender.meter.fits(2 * len(value))
    pairs = list(value.items())
    return {"dict": [sender.each([key for key, _ in pairs]), sender.each([one for _, one in pairs])]}


def _read_dict(sent: Any, reader: Reader) -> dict[Any, Any]:
    keys, values = map(reader.each, parts(sent, 2))
    found = dict(zip(spread(keys), values, strict=True))
    expect(len(found) == len(keys), "a key that comes twice")
    return found


def _sends(tag: str) -> Callable[[Any, Sender], Any]:
    """Return a sender for a tuple or set."""

    def send(value: Any, sender: Sender) -> Any:
        sender.meter.fits(len(value))
        return {tag: sender.each(list(value))}

    return send


def _read_tuple(sent: Any, reader: Reader) -> tuple[Any, ...]:
    return tuple(reader.each(sent))


def _reads_set(kind: type) -> Callable[[Any, Reader], Any]:
    def read(sent: Any, reader: Reader) -> Any:
        items = reader.each(sent)
        found = kind(spread(items))
        expect(len(found) == len(items), "a member that comes twice")
        return found

    return read


def send_ends(value: Any, meter: Meter) -> list[int]:
    """Return start, stop and step of a range, or of an index that is one, and spend its cells."""
    ends = [int(value.start), int(value.stop), int(value.step)]
    if max(map(abs, ends)) > LARGEST_END:  # or len() overflows
        raise TooMuch("the numbers of its range are too large")
    meter.count(len(value))
    return ends


def read_ends(sent: Any, meter: Meter) -> range:
    """Return the range with these three ends."""
    found = range(*(whole(one, -LARGEST_END, LARGEST_END) for one in parts(sent, 3)))
    meter.count(len(found))
    return found


def _send_range(value: range, sender: Sender) -> Any:
    return {"range": send_ends(value, sender.meter)}


def _read_range(sent: Any, reader: Reader) -> range:
    return read_ends(sent, reader.meter)


def _send_float(value: float, sender: Sender) -> Any:
    return {"float": repr(value)}


def _read_float(sent: Any, reader: Reader) -> float:
    expect(sent in ("nan", "inf", "-inf"), "not a number that JSON lacks")
    return float(sent)


def _send_complex(value: complex, sender: Sender) -> Any:
    return {"complex": sender.each([value.real, value.imag])}


def _read_complex(sent: Any, reader: Reader) -> complex:
    real, imaginary = reader.each(parts(sent, 2))
    expect(type(real) is float and type(imaginary) is float, "not two decimal numbers")
    return complex(real, imaginary)


def _send_date(value: dt.date, sender: Sender) -> Any:
    return {"date": value.isoformat()}


def _read_date(sent: Any, reader: Reader) -> dt.date:
    found = dt.date.fromisoformat(text(sent))
    expect(found.isoformat() == sent, "not a date as it is sent")
    return found


def _send_moment(value: dt.datetime | dt.time, sender: Sender) -> Any:
    bare = value.replace(tzinfo=None)  # isoformat would ask the time zone, which may be the candidate's own
    return {type(value).__name__: [bare.isoformat(), value.fold, send_zone(value.tzinfo)]}


def _reads_moment(kind: type[dt.datetime] | type[dt.time]) -> Callable[[Any, Reader], Any]:
    def read(sent: Any, reader: Reader) -> Any:
        shown, fold, zone = parts(sent, 3)
        bare = kind.fromisoformat(text(shown))
        expect(bare.tzinfo is None and bare.isoformat() == shown, "not a time as it is sent")
        return bare.replace(fold=whole(fold, 0, 1), tzinfo=read_zone(zone))

    return read


def _send_timedelta(value: dt.timedelta, sender: Sender) -> Any:
    return {"timedelta": [value.days, value.seconds, value.microseconds]}


def _read_timedelta(sent: Any, reader: Reader) -> dt.timedelta:
    days, seconds, rest = parts(sent, 3)
    return dt.timedelta(whole(days, -999_999_999, 999_999_999), whole(seconds, 0, 86_399), whole(rest, 0, 999_999))


def _send_decimal(value: Decimal, sender: Sender) -> Any:
    if value.is_snan():
        raise CannotSend("This answer holds a number that is marked as faulty (sNaN): give a number.")
    sender.meter.load(_decimal_size(value))
    return {"Decimal": str(value).lower()}


def _read_decimal(sent: Any, reader: Reader) -> Decimal:
    found = Decimal(text(sent, 2 * MOST_DIGITS))
    # The lower case makes up for the one setting of a candidate's that changes how a Decimal is written.
    expect(str(found).lower() == sent and not found.is_snan(), "not a Decimal as it is sent")
    reader.meter.load(_decimal_size(found))
    return found


def _decimal_size(value: Decimal) -> int:
    digits = len(value.as_tuple().digits)
    if digits > MOST_DIGITS or (value.is_finite() and abs(value.adjusted()) > MOST_DIGITS):
        raise TooMuch("a number in it has more than 4,000 digits")
    return digits


def _send_fraction(value: Fraction, sender: Sender) -> Any:
    return {"Fraction": sender.each([value.numerator, value.denominator])}


def _read_fraction(sent: Any, reader: Reader) -> Fraction:
    top, bottom = reader.each(parts(sent, 2))
    expect(type(top) is int and type(bottom) is int and bottom > 0 and math.gcd(top, bottom) == 1, "not a fraction")
    return Fraction(top, bottom)


SENDERS: dict[type, Callable[[Any, Sender], Any]] = {
    list: _send_list,
    tuple: _sends("tuple"),
    set: _sends("set"),
    frozenset: _sends("frozenset"),
    dict: _send_dict,
    range: _send_range,
    float: _send_float,
    complex: _send_complex,
    dt.date: _send_date,
    dt.datetime: _send_moment,
    dt.time: _send_moment,
    dt.timedelta: _send_timedelta,
    Decimal: _send_decimal,
    Fraction: _send_fraction,
}
READERS: dict[str, Callable[[Any, Reader], Any]] = {
    "tuple": _read_tuple,
    "set": _reads_set(set),
    "frozenset": _reads_set(frozenset),
    "dict": _read_dict,
    "range": _read_range,
    "float": _read_float,
    "complex": _read_complex,
    "date": _read_date,
    "datetime": _reads_moment(dt.datetime),
    "time": _reads_moment(dt.time),
    "timedelta": _read_timedelta,
    "Decimal": _read_decimal,
    "Fraction": _read_fraction,
}

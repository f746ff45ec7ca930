"""numpy's arrays and single values as JSON, both ways: the name of the type, and the bytes in base 64.

Bytes are exact, small and quick, and what arrives can only be as large as what was sent.
"""

from __future__ import annotations

import binascii
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from npqml.grading.inside.values.cannot_send import CAN_BE_SENT, CannotSend
from npqml.grading.inside.values.walk import OBJECT, Meter, Reader, Sender, expect, only, parts, some, whole

Array = np.ndarray[Any, np.dtype[Any]]
NUMBERS = (
    "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
)  # fmt: skip
_UNITS = ("", *(f"[{unit}]" for unit in ("Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns")))
TIMES = tuple(f"{kind}{unit}" for kind in ("datetime64", "timedelta64") for unit in _UNITS)
DTYPES = {name: np.dtype(name) for name in (*NUMBERS, *TIMES)}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
MOST_DIMENSIONS = 32
LAST_CHARACTER = 0x10FFFF


def pack(array: Array, meter: Meter) -> str:
    """Return the bytes of an array in base 64, row by row."""
    meter.count(array.size)
    meter.load(4 * -(-array.nbytes // 3))
    return binascii.b2a_base64(array.tobytes(), newline=False).decode("ascii")


def unpack(sent: Any, dtype: np.dtype[Any], meter: Meter) -> Array:
    """Return the array, of one dimension, whose bytes were packed."""
    expect(type(sent) is str, "no packed bytes")
    meter.load(len(sent))
    # A bytearray, as an array over bytes could not be changed.
    content = bytearray(binascii.a2b_base64(sent, strict_mode=True))
    expect(len(content) % dtype.itemsize == 0, "half a number")
    array: Array = np.frombuffer(content, dtype)
    meter.count(array.size)
    if dtype.kind == "b":
        expect(bool((array.view(np.uint8) <= 1).all()), "neither true nor false")
    return array


def send_array(array: Array, sender: Sender) -> dict[str, Any]:
    """Return an array (of exactly numpy's class) as one tag, its shape left out. Raises CannotSend, TooMuch."""
    name = NAMES.get(array.dtype)
    if name is not None:
        return {name: pack(array, sender.meter)}
    if array.dtype.kind == "O":
        sender.meter.fits(array.size)
        return {"object": sender.each(array.ravel().tolist())}
    if array.dtype.kind == "U" and array.dtype.isnative and array.itemsize:
        width = array.itemsize // 4
        sender.meter.characters(array.size * width)
        return {"str_": [width, pack(array, sender.meter)]}
    raise CannotSend(f"This answer holds numpy values of an unusual type: use .astype( ). {CAN_BE_SENT}")


def read_array(sent: Any, reader: Reader) -> Array:
    """Return the array, of one dimension, that stands under a tag."""
    tag, content = only(sent)
    if tag == "object":
        items = reader.each(content)
        return np.fromiter(items, dtype=object, count=len(items))
    if tag == "str_":
        return _read_texts(content, reader.meter)
    return unpack(content, expect(DTYPES.get(tag), "no such type"), reader.meter)


def _read_texts(sent: Any, meter: Meter) -> Array:
    width, content = parts(sent, 2)
    array = unpack(content, np.dtype(("U", whole(width, 1, meter.limits.text))), meter)
    meter.characters(array.size * int(width))
    expect(bool((array.view(np.uint32) <= LAST_CHARACTER).all()), "no such character")
    return array


def _send_ndarray(value: Array, sender: Sender) -> Any:
    sender.meter.load(OBJECT)
    if not value.size:
        sender.meter.count(max(value.shape))  # [0, 1000000000] is no size, but nobody could go through it
    return {"ndarray": [list(value.shape), send_array(value, sender)]}


def _read_ndarray(sent: Any, reader: Reader) -> Array:
    shape, content = parts(sent, 2)
    reader.meter.load(OBJECT)
    sides = [whole(side, 0, reader.meter.limits.cells) for side in some(shape)]
    array = read_array(content, reader)
    expect(len(sides) <= MOST_DIMENSIONS and math.prod(sides) == array.size, "not of that shape")
    if not array.size:
        reader.meter.count(max(sides))
    return array.reshape(sides)


def _send_scalar(value: np.generic, sender: Sender) -> Any:
    return {"numpy": send_array(np.asarray(value), sender)}


def _read_scalar(sent: Any, reader: Reader) -> Any:
    expect(only(sent)[0] in DTYPES, "no such type")
    array = read_array(sent, reader)
    expect(array.size == 1, "not one value")
    return array[0]


def _send_text(value: np.str_, sender: Sender) -> Any:
    plain = str.__str__(value)
    sender.meter.weigh((plain,))
    return {"numpy.str_": plain}


def _read_text(sent: Any, reader: Reader) -> np.str_:
    expect(type(sent) is str, "not text")
    reader.meter.weigh((sent,))
    return np.str_(sent)


SENDERS: dict[type, Callable[[Any, Sender], Any]] = {
    **{dtype.type: _send_scalar for dtype in DTYPES.values()},
    np.str_: _send_text,
    np.ndarray: _send_ndarray,
}
READERS: dict[str, Callable[[Any, Reader], Any]] = {
    "numpy": _read_scalar,
    "numpy.str_": _read_text,
    "ndarray": _read_ndarray,
}

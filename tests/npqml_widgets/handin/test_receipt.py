"""The receipt of a hand-in, by which the same content is known again."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml_widgets.handin.receipt import COPY, RECEIPT, Receipt, as_json, content_hash, hash_of, parse, short_hash
from npqml_widgets.keeping.files import Damaged, Newer
from tests.npqml_widgets.handin.module import NOON

modest = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS = st.text(min_size=1, max_size=10).filter(lambda name: "/" not in name and "\0" not in name)


@given(st.dictionaries(KEYS, st.binary(max_size=20), max_size=5))
@modest
def test_the_hash_depends_on_names_and_contents_only(files):
    backwards = dict(reversed(files.items()))
    assert hash_of(files) == hash_of(backwards) == hash_of({**files, RECEIPT: b"x", COPY: b"y"} if files else files)
    for name in files:
        if name not in (RECEIPT, COPY):
            assert hash_of({**files, name: files[name] + b"!"}) != hash_of(files)
            assert hash_of({key: each for key, each in files.items() if key != name}) != hash_of(files)


def test_a_hash_is_said_in_three_groups():
    assert short_hash("3fa912cd88e0" + "0" * 52) == "3fa9 12cd 88e0"
    assert content_hash([]) == content_hash([(RECEIPT, b"")])


@given(st.binary(max_size=200))
@modest
def test_bytes_that_are_no_receipt_are_refused(content):
    with pytest.raises((Damaged, Newer)):
        parse(content)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "abc"}, {"candidate": "../x"}, {"candidate": "c 1"}, {"when": "soon"},
        {"when": "9999-12-31T23:59:59"}, {"module": None},
    ],
)  # fmt: skip
def test_a_receipt_that_says_what_no_page_writes_is_refused(change):
    record = json.loads(as_json(Receipt(module="1a", title="", notebook="", when=NOON, sha256="0" * 64)))
    record["receipt"] |= change
    if change == {"module": None}:
        del record["receipt"]["module"]
    with pytest.raises(Damaged):
        parse(json.dumps(record).encode())


def test_a_receipt_of_a_newer_course_is_told_from_a_damaged_one():
    with pytest.raises(Newer):
        parse(b'{"schema": 2}')

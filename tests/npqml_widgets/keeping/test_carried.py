"""An answer travels in its notebook: what is carried comes out as it was, and nothing else is taken for one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from npqml_widgets.keeping import carried
from npqml_widgets.keeping.answers import LARGEST, Saved, Version

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "saved",
    [
        Saved("1a-t1"),
        Saved("1a-t1", {}, NOON, 4),
        Saved("1a-t1", {"gap": "12 pp", "rows": [{"a": 1.5, "b": None}]}, NOON, 2),
        Saved("1a-t1", {"gap": "é ’"}, None, 3),
    ],
)
def test_an_answer_comes_back_as_it_was_carried(saved):
    _, metadata = carried.as_output(saved)
    assert carried.read(json.loads(json.dumps(metadata))[carried.KEY]) == saved


def test_earlier_versions_stay_behind():
    saved = Saved("1a-t1", {"gap": "2"}, NOON, 2, (Version(1, NOON, {"gap": "1"}),))
    _, metadata = carried.as_output(saved)
    assert "versions" not in metadata[carried.KEY]


@pytest.mark.parametrize("values", [{"text": "x" * LARGEST}, {"text": float("nan")}, {"text": object()}])
def test_what_no_file_can_hold_is_carried_by_no_page(values):
    assert carried.as_output(Saved("1a-t1", values, NOON, 1))[1] == {}


@pytest.mark.parametrize(
    "record",
    [
        None, [], "x", {}, {"task": 3, "values": {}}, {"task": "1a-t1"},
        {"task": "1a-t1", "revision": 1, "saved": "noon", "values": {}},
        {"task": "1a-t1", "revision": 0, "saved": None, "values": {"gap": "1"}},
        {"task": "1a-t1", "revision": "1", "saved": NOON.isoformat(), "values": []},
        {"task": "1a-t1", "revision": 1, "saved": NOON.isoformat(), "values": {"gap": "x" * LARGEST}},
        {"task": "1a-t1", "revision": 1, "saved": NOON.isoformat(), "values": {"gap": float("inf")}},
    ],
)  # fmt: skip
def test_what_is_no_sound_record_carries_nothing(record):
    assert carried.read(record) is None


def test_documents_are_carried_as_their_files_have_them_unless_they_are_too_long():
    saved = Saved("5b-t3", {"register": {"document": "5b-t3-register", "revision": 1, "saved": None}}, revision=1)
    _, metadata = carried.as_output(saved, {"5b-t3-register": b'{"title": "\\u00e9"}'})
    record = json.loads(json.dumps(metadata))[carried.KEY]
    assert carried.documents_in(record) == {"5b-t3-register": b'{"title": "\\u00e9"}'}
    assert carried.read(record).values == saved.values
    _, metadata = carried.as_output(saved, {"5b-t3-register": b" " * (LARGEST + 1)})
    assert carried.documents_in(metadata[carried.KEY]) == {}
    assert carried.read(metadata[carried.KEY]).values == saved.values


@pytest.mark.parametrize("found", [None, [], 7, {"documents": []}, {"documents": {"../x": "{}", "y": 3, 4: "z"}}])
def test_what_is_no_record_carries_no_document(found):
    assert carried.documents_in(found) == {}

"""What a page knows of right answers: enough to say that one is right, and nothing that can be read out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.answers.by_row import choice_by_row
from npqml_widgets.answers.fields import Choices, Number, Text, choice, choices, number, order
from npqml_widgets.answers.ranges import number_range
from npqml_widgets.tasks.accepted import (
    FILE,
    Known,
    Ruling,
    Sealed,
    as_file,
    find,
    key_of,
    keys_of_parts,
    ruling_on,
    seal,
    seal_reason,
    stretched,
    stretched_slowly,
)
from npqml_widgets.tasks.states import CANNOT_TELL, TaskState
from npqml_widgets.tasks.tasks import find as find_task
from npqml_widgets.tasks.tasks import task
from npqml_widgets.tasks.verdicts import check, overall

SALT, FEW = b"an edition 1a-t1", 3
MESSAGE = "You counted every row: look at the column Left."
KNOWN = Known(
    ("on_roll",), "Not the roll.", {'["82.00"]': Ruling(True), '["87.00"]': Ruling(False, MESSAGE, "all-rows")}
)

ENTRY, SHARE = seal(KNOWN, SALT, FEW)


def unsealed(entry: dict) -> Sealed:
    return Sealed(
        tuple(entry["answers"]), entry["otherwise"], bytes.fromhex(entry["salt"]), entry["rounds"], entry["sealed"]
    )


def test_each_answer_opens_its_own_ruling_and_no_other_answer_opens_any():
    sealed = unsealed(ENTRY)
    assert sealed.ruling('["82.00"]') == Ruling(True, share=SHARE)
    assert sealed.ruling('["87.00"]') == Ruling(False, MESSAGE, "all-rows")
    assert [sealed.ruling(f'["{number}.00"]') for number in range(200) if number not in (82, 87)] == [None] * 198


def test_nothing_of_the_right_answer_or_of_a_mistake_can_be_read_in_what_is_released():
    text = json.dumps(ENTRY)
    assert not [
        word for word in ("82.", '"82', "true", "all-rows", "every row", MESSAGE.encode().hex()) if word in text
    ]


def test_a_right_answer_cannot_be_told_from_a_mistake_by_place_or_length():
    entry = ENTRY
    assert len({len(sealed) for sealed in entry["sealed"].values()}) == 1
    assert list(entry["sealed"]) == sorted(entry["sealed"])


def test_the_same_answer_has_another_digest_in_another_edition_and_at_another_task():
    labels = [
        set(seal(KNOWN, salt, FEW)[0]["sealed"]) for salt in (SALT, b"another edition 1a-t1", b"an edition 1a-t2")
    ]
    assert labels[0].isdisjoint(labels[1] | labels[2])


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=100), st.binary(max_size=40), st.integers(1, 20))
def test_a_python_without_openssl_stretches_to_the_same_bytes(answer: bytes, salt: bytes, rounds: int):
    assert stretched(answer, salt, rounds) == stretched_slowly(answer, salt, rounds)


def test_stretching_is_what_the_standard_says():
    # RFC 7914, section 11: the first 32 bytes of its first vector for PBKDF2-HMAC-SHA-256.
    expected = "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
    assert stretched_slowly(b"passwd", b"salt", 1).hex() == expected


def test_a_python_without_openssl_opens_what_another_has_sealed(monkeypatch):
    sealed = unsealed(ENTRY)
    monkeypatch.delattr(hashlib, "pbkdf2_hmac", raising=False)
    assert sealed.ruling('["82.00"]') == Ruling(True, share=SHARE)


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        (number("n", "%", decimals=1), 43.478, 43.5),
        (number("n"), 82, 82.004),
        (number("n", decimals=2), -0.001, 0.0),
        (choices("c", {"a": "A", "b": "B"}), ["b", "a"], ["a", "b"]),
        (order("o", {"a": "A", "b": "B", "c": "C"}, pairs=[("a", "b")]), ["a", "b", "c"], ["a", "c", "b"]),
        (number_range("r", decimals=1), {"low": 0.31, "high": 2}, {"high": 2.04, "low": 0.3}),
        (choice_by_row("c", {"x": "X", "y": "Y"}, {"a": "A", "b": "B"}), {"y": "a", "x": "b"}, {"x": "b", "y": "a"}),
    ],
)
def test_answers_that_count_the_same_have_one_key(asked, one, other):
    assert key_of([(asked, one)]) == key_of([(asked, other)])


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        (number("n", "%", decimals=1), 43.4, 43.5),
        (number("n", decimals=2), -0.3, 0.3),
        (choice("c", {"a": "A", "b": "B"}), "a", "b"),
        (choices("c", {"a": "A", "b": "B"}), ["a"], ["a", "b"]),
        (order("o", {"a": "A", "b": "B"}), ["a", "b"], ["b", "a"]),
        (choices("c", {"a": "A", "b": "B", "a, b": "C"}), ["a", "b"], ["a, b"]),
    ],
)
def test_answers_that_differ_have_keys_that_differ(asked, one, other):
    assert key_of([(asked, one)]) != key_of([(asked, other)])


def test_a_text_has_no_key():
    with pytest.raises(TypeError, match="Text has no key"):
        key_of([(Text("t"), "some words")])


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_a_number_counts_as_the_one_that_its_key_says(value: float, decimals: int):
    asked = Number("n", decimals=decimals)
    assert asked.key(asked.counted(value)) == asked.key(value)
    assert abs(asked.counted(value) - value) <= 0.5 * 10.0**-decimals * (1 + 1e-6)


def test_ticked_options_count_in_any_order_and_once():
    asked = Choices("c", options={"a": "A", "b": "B"})
    assert asked.key(asked.read(["b", "a", "b"]).value) == asked.key(asked.read("a, b").value)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A module's folder with the file that settles 1a-t1 in the edition `now`."""
    (tmp_path / FILE).write_text(as_file({"1a-t1": ENTRY}, {}), encoding="utf-8")
    (tmp_path / "learn-about").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def judged(value: object, entry: str = "") -> tuple[TaskState, str, str]:
    task("1a-t1", criterion="1.1.1", on_roll=number("Pupils on roll", "pupils"))
    names = {"check": check, "on_roll": value}
    exec(f'with check("1a-t1") as _given:\n    _given.settle("{entry or ENTRY["id"]}")', names)
    verdict = find_task("1a-t1").verdicts[""]
    return verdict.state, verdict.message, verdict.mistake


def test_a_page_says_right_not_yet_with_the_mistake_and_not_yet_of_anything_else(folder):
    assert judged(82) == judged("82 pupils") == (TaskState.RIGHT, "", "")
    assert judged(87) == (TaskState.NOT_YET, MESSAGE, "all-rows")
    assert judged(83) == (TaskState.NOT_YET, "Not the roll.", "")


def test_a_blank_or_unreadable_answer_is_what_it_is_whatever_is_known(folder):
    assert judged(None)[0] == TaskState.NOT_TRIED
    assert judged("many")[0] == TaskState.CANNOT_READ


def test_a_page_one_folder_down_finds_what_its_module_knows(folder, monkeypatch):
    monkeypatch.chdir(folder / "learn-about")
    assert judged(82)[0] == TaskState.RIGHT


@pytest.mark.parametrize("harm", ["missing", "another edition", "damaged", "another kind", "a check that is not there"])
def test_a_page_that_cannot_tell_says_that_the_answer_is_kept_and_never_that_it_is_right_or_wrong(folder, harm):
    path = folder / FILE
    record = json.loads(path.read_text())
    if harm == "missing":
        path.unlink()
    elif harm == "damaged":
        path.write_text(path.read_text()[:200])
    elif harm == "another kind":
        path.write_text(json.dumps(record | {"about": "something else"}))
    elif harm == "a check that is not there":
        path.write_text(json.dumps(record | {"checks": {}}))
    entry = "0123456789ab" if harm == "another edition" else ""
    assert [judged(value, entry) for value in (82, 87)] == [(TaskState.KEPT, CANNOT_TELL, "")] * 2


def test_a_file_that_was_fetched_again_counts_at_once(folder):
    text = (folder / FILE).read_text()
    (folder / FILE).unlink()
    assert judged(82)[0] == TaskState.KEPT
    (folder / FILE).write_text(text)
    assert judged(82)[0] == TaskState.RIGHT


def test_what_settles_a_check_is_found_by_its_part(folder):
    assert find("1a-t1", "", ENTRY["id"]) is not None
    assert find("1a-t1", "b", ENTRY["id"]) is None


def test_rulings_that_were_not_built_with_the_page_never_say_right(folder):
    """Somebody's own rulings under the id that the page names: what they hold gives another id."""
    forged, _ = seal(Known(("on_roll",), "", {'["87.00"]': Ruling(True)}), SALT, FEW)
    (folder / FILE).write_text(as_file({"1a-t1": forged | {"id": ENTRY["id"]}}, {}), encoding="utf-8")
    assert judged(87) == (TaskState.KEPT, CANNOT_TELL, "")


REASON = "82 are on roll, and 12 of them have left: 82 − 12 = 70."


def shown_for(**answers: object) -> tuple[TaskState, str]:
    """What a task of two parts shows, both of which are known by the file beside the page."""
    task("1a-t2", criterion="1.1.1", roll=number("Pupils on roll"), staying=number("Pupils who stay"))
    parts = {
        name: seal(Known((name,), "Not that.", {f'["{right}.00"]': Ruling(True)}), name.encode(), FEW)
        for name, right in (("roll", 82), ("staying", 70))
    }
    entries = {f"1a-t2 {name}": entry for name, (entry, _) in parts.items()}
    reason = seal_reason(REASON, [share for _, share in parts.values()])
    Path(FILE).write_text(as_file(entries, {"1a-t2": reason}), encoding="utf-8")
    for name in parts:
        source = f'with check("1a-t2", part="{name}") as _given:\n    _given.settle("{entries[f"1a-t2 {name}"]["id"]}")'
        exec(source, {"check": check, **answers})
    verdict = overall(find_task("1a-t2"))
    assert verdict is not None
    return verdict.state, verdict.message


def test_the_working_of_a_task_is_opened_by_all_its_right_parts_and_by_no_one_of_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown_for(roll=82, staying=70) == (TaskState.RIGHT, REASON)
    assert shown_for(roll=82, staying=71) == (TaskState.NOT_YET, "Not that.")
    file = json.loads(Path(FILE).read_text())
    for name, right in (("roll", 82), ("staying", 70)):
        opened = unsealed(file["checks"][f"1a-t2 {name}"]).ruling(f'["{right}.00"]')
        assert (opened.right, opened.message) == (True, "")
        assert seal_reason("", [opened.share])[:8] != file["reasons"]["1a-t2"][:8]


ROWS = choice_by_row("c", {"x": "X", "y": "Y", "z": "Z"}, {"a": "A", "b": "B", "d": "D"})


def test_a_mistake_in_one_row_is_said_whatever_stands_in_the_others_and_nothing_of_rows_that_are_right():
    right, first, second = ({"x": "a", "y": "a", "z": "a"}, {"x": "b"}, {"y": "d"})
    parts = {
        keys_of_parts([(ROWS, right | first)])[0]: Ruling(False, "Not b in x.", "first", rank=2),
        keys_of_parts([(ROWS, right | second)])[1]: Ruling(False, "Not d in y.", "second", rank=1),
    }
    rulings = {key_of([(ROWS, right)]): Ruling(True), **parts}
    known = unsealed(seal(Known(("c",), "Look again.", rulings), SALT, FEW)[0])
    assert ruling_on(known, [(ROWS, right)]).right
    assert ruling_on(known, [(ROWS, right | first | {"z": "d"})]).mistake == "first"
    assert ruling_on(known, [(ROWS, right | first | second)]).mistake == "second", "the one of the lowest rank"
    assert ruling_on(known, [(ROWS, right | {"z": "b"})]) == Ruling(False, "Look again.")
    assert [known.ruling(key, part=True) for key in keys_of_parts([(ROWS, right)])] == [None, None, None]

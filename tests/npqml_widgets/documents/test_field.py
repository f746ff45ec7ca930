"""A document as an answer: how it is read, from its file, its model, or what stands for it among saved answers."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml_widgets import document
from npqml_widgets.documents.field import NO_DOCUMENT, Unloadable
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.keeping import documents
from tests.npqml_widgets.documents.risk.risks import SOUND, registers

SAVED = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
NAME = "5b-t3-register"
asked = document("risk")
modest = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def file(**entries) -> bytes:
    """Give the file of a sound register with other entries."""
    return json.dumps(json.loads(documents.as_json(SOUND, 4, SAVED)) | entries).encode()


def test_a_document_is_said_back_by_its_kind_and_how_much_is_in_it():
    reading = asked.read(SOUND)
    assert (reading.state, reading.value) == ("read", SOUND)
    assert reading.words == "We read your document: risk register (risks: 2)."
    assert asked.read(Register("Only a title")).brief == "risk register"
    assert asked.label == "Risk register"


def test_an_empty_document_and_one_as_it_began_are_blank(folder):
    (folder / "tom.json").write_bytes(documents.as_json(SOUND, 1, SAVED))
    from_tom = document("risk", start="tom.json")
    assert [from_tom.read(raw).state for raw in (None, Register(), SOUND)] == ["blank"] * 3
    assert from_tom.read(evolve(SOUND, title="Mine")).state == "read"


@pytest.mark.parametrize("raw", [7, "a register", [SOUND], {"risks": []}, Risk("R1"), {"document": "../x"}], ids=repr)
def test_nothing_else_is_a_document(raw):
    assert asked.read(raw).words == NO_DOCUMENT


@modest
@given(registers())
def test_any_register_comes_back_the_same_from_its_file(register):
    assert asked.load(documents.as_json(register, 4, SAVED)) == (register, date(2026, 3, 2))


def test_what_stands_for_a_document_is_read_from_its_own_file_only():
    kept = documents.save(NAME, SOUND, revision=0)
    answer = documents.as_answer(NAME, kept)
    assert asked.read(json.loads(json.dumps(answer))).value == SOUND
    assert asked.as_text(answer).startswith("Reading project\n\n")
    assert "Two maths teachers leave in July" in asked.as_text(answer)
    for name in ("", "../5b-t3-register", "/etc/passwd", "x" * 65, None, 3):
        assert asked.read(answer | {"document": name}).state == "unreadable"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it holds no complete JSON"),
        (b"\x80\x04\x95cos\nsystem\n", "it holds no complete JSON"),
        (b"[" * 100_000, "it holds no complete JSON"),
        (b"[]", "expected entries"),
        (file(kind="Budget"), "a document of the kind Budget, expected Register"),
        (file(schema=2), "newer version of the course"),
        (file(document={"appetite": float("nan")}), "found nan, expected a whole number"),
        (file(document={"title": None}), "found None, expected a text"),
        (file(document={"risks": [{"id": "R1"}] * 2}), "two risks have the ID R1"),
        (file(document={"script": "x"}), "found 'script', which this course does not know"),
        (file(document={"risks": [{}] * 400_000}), "the entry 'id' is missing"),
        (b" " * (documents.LARGEST + 1), "expected entries"),
    ],
    ids="nothing pickle deep list another-kind newer NaN None twice more long huge".split(),
)
def test_what_is_no_such_document_says_why(content, words):
    found, _ = asked.load(content)
    assert isinstance(found, Unloadable)
    assert words in found.why
    assert asked.read(found).state == "unreadable"


json_of_any_kind = st.recursive(st.none() | st.text(), st.lists).map(lambda data: json.dumps(data).encode())


@modest
@given(st.binary(max_size=300) | json_of_any_kind)
def test_no_bytes_at_all_raise(content):
    assert isinstance(asked.load(content)[0], Unloadable)


def test_a_year_that_nobody_lives_in_is_no_reason_to_stop():
    assert asked.load(file(saved="9999-12-31T23:59:59+00:00"))[0] == SOUND
    assert asked.load(file(saved="0001-01-01T00:00:00+14:00"))[0] == SOUND


def test_an_author_is_told_what_kinds_there_are_and_what_a_start_must_be(folder):
    with pytest.raises(ValueError, match=r"no document of the kind 'riks': give one of .*'risk'"):
        document("riks")
    with pytest.raises(ValueError, match="not the name of a document's file"):
        document("risk", start="../tom.json")
    (folder / "tom.json").write_text("{}")
    with pytest.raises(ValueError, match=r"tom\.json holds no risk register"):
        document("risk", start="tom.json")

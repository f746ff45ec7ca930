"""Documents are kept: no fault of a file, a drive or a second tab may lose one."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from attrs import field, frozen, validators
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml_widgets.keeping import clock, documents, files
from npqml_widgets.keeping.documents import Kept, load, load_version, save
from npqml_widgets.keeping.plain import DoesNotFit, from_plain, to_plain

NAME = "meeting-notes"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
modest = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@frozen
class Item:
    words: str = ""
    kind: Literal["talk", "task"] = "talk"
    due: date | None = None
    hours: int = field(default=0, validator=validators.ge(0))


@frozen
class Notes:
    title: str = ""
    items: tuple[Item, ...] = ()


passed = {"seconds": 0}


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty module's folder, as the folder that a notebook runs in, at noon."""
    monkeypatch.chdir(tmp_path)
    passed["seconds"] = 0
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(seconds=passed["seconds"]))
    monkeypatch.setattr(documents, "_unsaved", {})
    return tmp_path


def file() -> Path:
    return files.folder() / f"{NAME}.json"


def typed(*titles: str, seconds: int = 60) -> Kept[Notes]:
    """Save one title after the other, as one tab does, so many seconds apart."""
    kept = load(NAME, Notes)
    for title in titles:
        passed["seconds"] += seconds
        kept = save(NAME, Notes(title), revision=kept.revision)
    return kept


def earlier(kept: Kept[Notes]) -> list[str]:
    return [load_version(NAME, Notes, version).title for version in kept.versions]


def test_a_document_that_nobody_began_is_empty_and_leaves_no_trace() -> None:
    assert load(NAME, Notes) == Kept(Notes())
    assert not files.folder().exists()


def test_a_document_is_kept_beside_the_notebook_with_its_time_and_revision() -> None:
    written = save(NAME, Notes("Spring", (Item("Book the hall", "task", date(2026, 4, 1), 2),)), revision=0)
    assert load(NAME, Notes) == written
    assert json.loads(file().read_text(encoding="ascii")) == {
        "schema": 1,
        "kind": "Notes",
        "revision": 1,
        "saved": "2026-03-02T12:00:00+00:00",
        "document": {
            "title": "Spring",
            "items": [{"words": "Book the hall", "kind": "task", "due": "2026-04-01", "hours": 2}],
        },
    }


@given(
    st.builds(
        Notes, st.text(), st.tuples(st.builds(Item, st.text(), st.just("task"), st.none() | st.dates(), st.integers(0)))
    )
)
@modest
def test_any_text_comes_back_as_it_was_typed(notes: Notes) -> None:
    kept = save(NAME, notes, revision=load(NAME, Notes).revision)
    assert load(NAME, Notes).document == kept.document == notes


def test_saving_what_is_kept_already_makes_no_new_version() -> None:
    kept = typed("Spring", "Summer")
    before = file().read_bytes()
    assert save(NAME, Notes("Summer"), revision=kept.revision) == kept
    assert file().read_bytes() == before


def test_the_last_twenty_versions_can_be_read_again() -> None:
    kept = typed(*map(str, range(30)))
    assert earlier(kept) == [str(number) for number in range(9, 29)]
    assert load(NAME, Notes) == kept


def test_quick_steps_of_one_minute_push_no_older_state_out() -> None:
    typed("Monday", "Tuesday", seconds=86_400)
    kept = typed(*map(str, range(200)), seconds=1)
    assert earlier(kept) == ["Monday", "Tuesday", "59", "119", "179"]


def test_what_was_brought_in_brought_back_or_undone_is_a_version_however_quick_it_was() -> None:
    kept = typed("a", "b", seconds=1)
    kept = save(NAME, Notes("from a file"), revision=kept.revision, other=True)
    kept = save(NAME, Notes("brought back"), revision=kept.revision, other=True)
    assert earlier(kept) == ["a", "b", "from a file"]


@pytest.mark.slow
@given(st.lists(st.integers(-100, 400), min_size=1, max_size=40))
@modest
def test_a_state_that_stood_for_a_minute_is_never_lost_but_to_twenty_later_ones(gaps: list[int]) -> None:
    """Gaps are the seconds before each change; the clock may be put back between two."""
    before = load(NAME, Notes)
    kept, titles, stood = before, [before.document.title], [False]
    for number, gap in enumerate(gaps):
        passed["seconds"] += gap
        stood[-1] = gap >= 60 and kept.saved is not None
        kept = save(NAME, Notes(f"{number} of {len(gaps)}, {gap}"), revision=kept.revision)
        titles.append(kept.document.title)
        stood.append(False)
    wanted = [title for title, long in zip(titles, stood, strict=True) if long][-20:]
    shown = earlier(kept)
    assert len(shown) <= 20
    if len(shown) < 20:
        assert set(wanted) <= set(shown)
    assert shown[-1:] == [] or shown[-1] != kept.document.title


def test_of_a_document_with_many_versions_only_one_file_ends_in_json() -> None:
    """Grading carries at most 200 files; it passes over what is not data by its name."""
    typed(*map(str, range(30)))
    assert list(files.folder().rglob("*.json")) == [file()]


def test_what_another_tab_saved_is_kept_through_any_number_of_later_changes() -> None:
    mine = typed("from both")
    save(NAME, Notes("from the other tab"), revision=mine.revision)
    kept = save(NAME, Notes("from this tab"), revision=mine.revision)
    assert "another tab" in kept.notice
    assert kept.document == Notes("from this tab")
    assert earlier(kept) == ["from both", "from the other tab"]
    for number in range(25):
        kept = save(NAME, Notes(str(number)), revision=kept.revision)
    assert kept.notice == ""
    assert [load_version(NAME, Notes, one).title for one in kept.versions if one.other_tab] == ["from the other tab"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no complete JSON"),
        (b'{"schema": 1, "kind": "No', "no complete JSON"),
        (b"[" * 100_000, "no complete JSON"),
        (b"[]", "expected entries, each with its name"),
        (b'{"schema": 1}', "the entry 'kind' is missing"),
    ],
)
def test_a_damaged_file_is_put_aside_untouched_and_the_last_good_version_is_offered(content: bytes, why: str) -> None:
    typed("first", "second", "third")
    file().write_bytes(content)
    kept = load(NAME, Notes)
    (aside,) = files.folder().glob("*.damaged-*")
    assert aside.read_bytes() == content
    assert aside.name in kept.notice
    assert why in kept.notice
    assert "earlier versions" in kept.notice
    assert (kept.document, earlier(kept)) == (Notes(), ["first", "second"])
    assert save(NAME, Notes("fourth"), revision=kept.revision).revision > kept.revision


def test_a_document_that_does_not_fit_is_put_aside_and_the_entry_is_named() -> None:
    save(NAME, Notes("Spring", (Item("Book the hall"), Item("Ask the choir"))), revision=0)
    file().write_text(file().read_text().replace('"Ask the choir"', "null"))
    assert "items, entry 2, words: found None, expected a text." in load(NAME, Notes).notice


def test_saving_over_a_file_that_was_damaged_meanwhile_keeps_both() -> None:
    kept = typed("first")
    file().write_bytes(b"{")
    kept = save(NAME, Notes("second"), revision=kept.revision)
    assert "put aside" in kept.notice
    assert load(NAME, Notes).document == Notes("second")
    assert [one.read_bytes() for one in files.folder().glob("*.damaged-*")] == [b"{"]


def test_two_damaged_files_of_one_moment_are_both_kept() -> None:
    typed("first")
    for content in (b"one", b"two"):
        file().write_bytes(content)
        load(NAME, Notes)
    assert sorted(one.read_bytes() for one in files.folder().glob("*.damaged-*")) == [b"one", b"two"]


def test_a_file_of_a_newer_course_is_left_alone_and_the_document_held() -> None:
    typed("first")
    newer = json.dumps(json.loads(file().read_text()) | {"schema": 2, "colour": "red"})
    file().write_text(newer)
    assert "newer version of this course" in load(NAME, Notes).notice
    kept = save(NAME, Notes("mine"), revision=1)
    assert "could not be saved" in kept.notice
    assert load(NAME, Notes).document == Notes("mine")
    assert file().read_text() == newer


def test_a_document_that_cannot_be_written_is_held_and_written_when_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = typed("first")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", full)
        kept = save(NAME, Notes("second"), revision=kept.revision)
    assert "No space left on device" in kept.notice
    assert (kept.saved, load(NAME, Notes).document) == (None, Notes("second"))
    kept = save(NAME, Notes("second"), revision=kept.revision)
    assert (kept.notice, load(NAME, Notes)) == ("", kept)
    assert not list(files.folder().rglob("*.saving-*"))


def test_a_stop_in_the_middle_of_writing_leaves_the_old_document(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = typed("first", "second")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            save(NAME, Notes("third"), revision=kept.revision)
    assert load(NAME, Notes).document == Notes("second")


def test_no_file_that_ends_in_json_is_ever_opened_for_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    true_open = Path.open

    def noted(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        opened.append((path.suffix, mode))
        return true_open(path, mode, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", noted)
    typed("first", "second", "third")
    assert {mode for _, mode in opened} >= {"wb"}
    assert not [mode for suffix, mode in opened if suffix == ".json" and mode != "rb"]


def test_a_link_in_place_of_the_file_is_put_aside_and_what_it_points_at_is_left(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere.txt"
    target.write_text("not ours")
    files.folder().mkdir()
    os.symlink(target, file())
    kept = typed("mine")
    assert target.read_text() == "not ours"
    assert load(NAME, Notes) == kept


def test_a_version_that_is_gone_is_refused_in_words() -> None:
    kept = typed("first", "second")
    (files.folder() / "versions" / NAME / "000001-20260302T120100Z.version").unlink()
    with pytest.raises(files.Closed, match="no longer there"):
        load_version(NAME, Notes, kept.versions[0])


def test_an_unknown_entry_is_refused_and_never_dropped() -> None:
    data = to_plain(Notes("Spring")) | {"colour": "red"}
    with pytest.raises(DoesNotFit, match="found 'colour', which this course does not know"):
        from_plain(data, Notes)


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"hours": -1}, "items, entry 1: 'hours' must be >= 0: -1."),
        ({"hours": "2"}, "items, entry 1, hours: found '2', expected a whole number."),
        ({"hours": True}, "items, entry 1, hours: found True, expected a whole number."),
        ({"due": "soon"}, "items, entry 1, due: found 'soon', expected a date such as 2026-03-31."),
        ({"kind": "walk"}, "items, entry 1, kind: found 'walk', expected one of 'talk', 'task'."),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(item: dict[str, object], why: str) -> None:
    with pytest.raises(DoesNotFit) as found:
        from_plain({"items": [item]}, Notes)
    assert found.value.reasons == (why,)

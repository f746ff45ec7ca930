"""Answers are kept: no fault of a file, a drive or a second tab may lose one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from npqml_widgets.keeping import answers, clock, files
from npqml_widgets.keeping.answers import Saved, bring_back, load, reset, save

TASK = "1a-t1"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
modest = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty module's folder, as the folder that a notebook runs in, at noon."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(answers, "_unsaved", {})
    return tmp_path


def file(task: str = TASK) -> Path:
    return files.folder() / f"{task}.json"


def damaged() -> list[Path]:
    return sorted(files.folder().glob("*.damaged-*"))


def versions(saved: Saved) -> list[dict[str, Any]]:
    return [version.values for version in saved.versions]


def test_a_task_without_an_answer_leaves_no_trace() -> None:
    assert load(TASK) == Saved(TASK)
    assert not files.folder().exists()


def test_an_answer_is_kept_beside_the_notebook_with_its_time_and_revision() -> None:
    first = save(TASK, {"gap": "25%"}, revision=0)
    second = save(TASK, {"gap": "25 pp"}, revision=first.revision)
    assert load(TASK) == second
    assert json.loads(file().read_text(encoding="utf-8")) == {
        "schema": 1,
        "task": TASK,
        "revision": 2,
        "saved": "2026-03-02T12:00:00+00:00",
        "values": {"gap": "25 pp"},
        "versions": [{"revision": 1, "saved": "2026-03-02T12:00:00+00:00", "values": {"gap": "25%"}}],
        "tries": 0,
    }


def test_a_learn_about_notebook_keeps_its_answers_in_its_modules_folder(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (module / "learn-about").mkdir()
    monkeypatch.chdir(module / "learn-about")
    save("1a-1-q1", {"tool": "sql"}, revision=0)
    assert (module / "work" / "1a-1-q1.json").is_file()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@modest
@given(values=st.dictionaries(st.text(), json_values, max_size=4))
def test_whatever_a_form_holds_comes_back_as_it_was(values: dict[str, Any]) -> None:
    stored = load(TASK)
    assert save(TASK, values, revision=stored.revision).values == values
    assert load(TASK).values == values


def test_an_unchanged_answer_is_not_written_again() -> None:
    kept = save(TASK, {"gap": "25"}, revision=0)
    assert save(TASK, {"gap": "25"}, revision=kept.revision) == kept


def test_the_last_twenty_answers_are_kept() -> None:
    kept = Saved(TASK)
    for number in range(30):
        kept = save(TASK, {"gap": number}, revision=kept.revision)
    assert versions(kept) == [{"gap": number} for number in range(9, 29)]
    assert versions(load(TASK)) == versions(kept)


def test_going_back_and_forth_between_two_answers_pushes_out_no_other() -> None:
    kept = Saved(TASK)
    for number in [0, 1, *[2, 3] * 20]:
        kept = save(TASK, {"gap": number}, revision=kept.revision)
    assert versions(kept) == [{"gap": 0}, {"gap": 1}, {"gap": 2}]


def test_reset_empties_an_answer_and_bring_back_has_it_again() -> None:
    kept = save(TASK, {"gap": "25"}, revision=0)
    empty = reset(TASK, kept.revision)
    assert (empty.values, versions(empty), empty.notice) == ({}, [{"gap": "25"}], "")
    assert load(TASK).values == {}
    assert bring_back(TASK, empty.revision).values == {"gap": "25"}
    assert load(TASK).values == {"gap": "25"}


def test_bring_back_twice_is_where_one_began() -> None:
    save(TASK, {"gap": "1"}, revision=0)
    save(TASK, {"gap": "2"}, revision=1)
    assert bring_back(TASK, 2).values == {"gap": "1"}
    assert bring_back(TASK, 3).values == {"gap": "2"}


def test_bring_back_passes_over_empty_answers() -> None:
    save(TASK, {"gap": "25", "why": ""}, revision=0)
    for revision, values in enumerate(({"gap": "", "why": None}, {"gap": [], "why": " "}, {}), start=1):
        save(TASK, values, revision=revision)
    assert bring_back(TASK, 4).values == {"gap": "25", "why": ""}


def test_a_certain_answer_can_be_brought_back() -> None:
    for revision, gap in enumerate("abc"):
        save(TASK, {"gap": gap}, revision=revision)
    assert bring_back(TASK, 3, version=1).values == {"gap": "a"}


def test_where_there_is_nothing_to_bring_back_nothing_changes() -> None:
    assert "no earlier answer" in bring_back(TASK, 0).notice
    kept = save(TASK, {"gap": "25"}, revision=0)
    again = bring_back(TASK, kept.revision)
    assert (again.values, again.revision) == (kept.values, kept.revision)
    assert "no earlier answer" in again.notice


def test_a_second_tab_that_saves_over_a_newer_answer_keeps_both_and_says_so() -> None:
    start = save(TASK, {"gap": "start"}, revision=0)
    save(TASK, {"gap": "first tab"}, revision=start.revision)
    second = save(TASK, {"gap": "second tab"}, revision=start.revision)
    assert second.values == {"gap": "second tab"}
    assert "another tab" in second.notice
    assert bring_back(TASK, second.revision).values == {"gap": "first tab"}


def test_a_second_tab_with_the_same_answer_says_nothing() -> None:
    save(TASK, {"gap": "25"}, revision=0)
    assert save(TASK, {"gap": "25"}, revision=0).notice == ""


class TwoTabs(RuleBasedStateMachine):
    """Two tabs on one task, each knowing only what it last saw; any of them saves, resets and brings back."""

    tabs: dict[str, Saved]

    @initialize()
    def start(self) -> None:
        file().unlink(missing_ok=True)
        self.tabs = {"left": Saved(TASK), "right": Saved(TASK)}
        self.confirmed: list[dict[str, Any]] = []

    def saw(self, tab: str, saved: Saved) -> None:
        self.tabs[tab] = saved
        if saved.values:
            self.confirmed = [one for one in self.confirmed if one != saved.values] + [saved.values]

    @rule(tab=st.sampled_from(["left", "right"]), gap=st.integers(0, 60))
    def types(self, tab: str, gap: int) -> None:
        self.saw(tab, save(TASK, {"gap": str(gap)}, revision=self.tabs[tab].revision))
        assert self.tabs[tab].values == {"gap": str(gap)}

    @rule(tab=st.sampled_from(["left", "right"]))
    def resets(self, tab: str) -> None:
        self.saw(tab, reset(TASK, self.tabs[tab].revision))

    @rule(tab=st.sampled_from(["left", "right"]))
    def brings_back(self, tab: str) -> None:
        self.saw(tab, bring_back(TASK, self.tabs[tab].revision))

    @rule(tab=st.sampled_from(["left", "right"]))
    def opens_again(self, tab: str) -> None:
        self.tabs[tab] = load(TASK)

    @invariant()
    def every_confirmed_answer_can_be_found(self) -> None:
        stored = load(TASK)
        for values in self.confirmed[-answers.KEPT_VERSIONS :]:
            assert values == stored.values or values in versions(stored)


@pytest.mark.slow
def test_two_tabs_never_lose_an_answer_that_was_confirmed() -> None:
    run_state_machine_as_test(TwoTabs, settings=settings(modest, max_examples=25, stateful_step_count=40))


def test_two_notebooks_that_save_at_the_same_moment_lose_nothing(module: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("there is no lock on Windows")
    line = (
        "import sys; from npqml_widgets.keeping.answers import load, save\n"
        "for number in range(10):\n"
        "    save('1a-t1', {'gap': sys.argv[1] + str(number)}, revision=load('1a-t1').revision)"
    )
    home = Path(answers.__file__).parents[2]
    both = [
        subprocess.Popen([sys.executable, "-c", line, name], cwd=module, env={**os.environ, "PYTHONPATH": str(home)})
        for name in "ab"
    ]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    stored = load(TASK)
    found = {version["gap"] for version in [stored.values, *versions(stored)]}
    assert found == {f"{name}{number}" for name in "ab" for number in range(10)}


GOOD = {
    "schema": 1,
    "task": TASK,
    "revision": 1,
    "saved": "2026-03-02T12:00:00",
    "values": {},
    "versions": [],
}
DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[]",
    b'"text"',
    b"[" * 100_000,
    b'{"schema": 1, "revision": ' + b"9" * 5000 + b"}",
    b" " * (answers.LARGEST + 1),
    *(json.dumps({name: value for name, value in GOOD.items() if name != left_out}).encode() for left_out in GOOD),
    *(
        json.dumps({**GOOD, **wrong}).encode()
        for wrong in (
            {"saved": "yesterday"},
            {"revision": -1},
            {"revision": "many"},
            {"values": [1]},
            {"versions": [1]},
            {"task": "1a-t2"},
        )
    ),
]


def test_a_file_as_described_is_read() -> None:
    files.folder().mkdir()
    file().write_text(json.dumps(GOOD), encoding="utf-8")
    assert (load(TASK).revision, load(TASK).notice) == (1, "")


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_put_aside_unchanged_and_the_notice_says_where(content: bytes) -> None:
    files.folder().mkdir()
    file().write_bytes(content)
    found = load(TASK)
    assert (found.values, found.revision) == ({}, 0)
    [aside] = damaged()
    assert aside.name in found.notice
    assert aside.read_bytes() == content
    save(TASK, {"gap": "25"}, revision=0)
    assert aside.read_bytes() == content


def test_every_damaged_file_is_put_aside_under_a_name_of_its_own() -> None:
    files.folder().mkdir()
    for content in (b"{1", b"{2", b"{3"):
        file().write_bytes(content)
        assert save(TASK, {"gap": "25"}, revision=0).notice
    assert [aside.read_bytes() for aside in damaged()] == [b"{1", b"{2", b"{3"]
    assert load(TASK).values == {"gap": "25"}


def test_a_damaged_file_that_cannot_be_moved_is_left_alone_and_nothing_typed_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    files.folder().mkdir()
    file().write_bytes(b"{")
    monkeypatch.setattr(Path, "rename", refuse)
    kept = save(TASK, {"gap": "25"}, revision=0)
    assert "cannot be put aside" in kept.notice
    assert load(TASK).values == {"gap": "25"}
    assert file().read_bytes() == b"{"


def test_a_link_or_folder_in_place_of_the_file_is_never_followed(module: Path) -> None:
    secret = module / "secret.json"
    secret.write_text('{"schema": 1}', encoding="utf-8")
    files.folder().mkdir()
    file().symlink_to(secret)
    assert load(TASK).values == {}
    file().mkdir()
    assert save(TASK, {"gap": "25"}, revision=0).values == {"gap": "25"}
    assert secret.read_text(encoding="utf-8") == '{"schema": 1}'
    assert len(damaged()) == 2


def test_a_file_with_too_many_versions_is_read_without_delay() -> None:
    version = {"revision": 1, "saved": "2026-03-02T12:00:00", "values": {"gap": 1}}
    record = {"schema": 1, "task": TASK, "revision": 2, "saved": "2026-03-02T12:00:00", "values": {"gap": 2}}
    files.folder().mkdir()
    file().write_text(json.dumps({**record, "versions": [version] * 10_000}), encoding="utf-8")
    assert len(load(TASK).versions) == answers.KEPT_VERSIONS


def test_a_file_of_a_newer_version_is_left_alone_and_nothing_typed_is_lost() -> None:
    files.folder().mkdir()
    file().write_text('{"schema": 2, "answers": "unknown"}', encoding="utf-8")
    assert "newer version" in load(TASK).notice
    kept = save(TASK, {"gap": "25"}, revision=0)
    assert "newer version" in kept.notice
    assert (kept.values, kept.saved) == ({"gap": "25"}, None)
    assert load(TASK).values == {"gap": "25"}
    assert file().read_text(encoding="utf-8") == '{"schema": 2, "answers": "unknown"}'


def test_a_long_answer_takes_the_place_of_old_versions_only() -> None:
    kept = Saved(TASK)
    for letter in "abcdefgh":
        kept = save(TASK, {"why": letter * 200_000}, revision=kept.revision)
    assert file().stat().st_size <= answers.LARGEST
    assert load(TASK).values == {"why": "h" * 200_000}
    assert [values["why"][0] for values in versions(kept)] == ["e", "f", "g"]


def test_an_answer_too_long_for_a_file_is_held_and_the_file_stays_as_it_was() -> None:
    save(TASK, {"why": "short"}, revision=0)
    kept = save(TASK, {"why": "x" * 1_000_001}, revision=1)
    assert "longer than the million characters" in kept.notice
    assert load(TASK).values == kept.values
    assert json.loads(file().read_text(encoding="utf-8"))["values"] == {"why": "short"}


@pytest.mark.parametrize("values", [{"gap": float("nan")}, {"gap": {1, 2}}, {"gap": object()}])
def test_what_cannot_be_written_as_json_is_held(values: dict[str, Any]) -> None:
    kept = save(TASK, values, revision=0)
    assert "could not be saved" in kept.notice
    assert kept.values == values


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Make every attempt to put a file in place fail, as on a read-only drive."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        yield patch


def test_on_a_read_only_drive_the_notice_says_so_and_nothing_typed_is_lost(
    read_only: pytest.MonkeyPatch,
) -> None:
    first = save(TASK, {"gap": "1"}, revision=0)
    assert (first.values, first.saved) == ({"gap": "1"}, None)
    assert "Permission denied" in first.notice
    assert "copy it somewhere safe" in load(TASK).notice
    empty = reset(TASK, first.revision)
    assert bring_back(TASK, empty.revision).values == {"gap": "1"}
    assert not any(path.name.startswith(TASK) for path in files.folder().iterdir())


def test_an_answer_that_was_held_is_written_as_soon_as_it_can_be(read_only: pytest.MonkeyPatch) -> None:
    save(TASK, {"gap": "1"}, revision=0)
    held = save(TASK, {"gap": "2"}, revision=1)
    read_only.undo()
    kept = save(TASK, {"gap": "2"}, revision=held.revision)
    assert (kept.values, kept.saved, kept.notice) == ({"gap": "2"}, NOON, "")
    assert load(TASK) == kept
    assert {"gap": "1"} in versions(kept)


def test_a_held_answer_and_what_another_notebook_wrote_meanwhile_are_both_found(
    read_only: pytest.MonkeyPatch,
) -> None:
    held = save(TASK, {"gap": "held"}, revision=0)
    read_only.undo()
    with pytest.MonkeyPatch.context() as other:
        other.setattr(answers, "_unsaved", {})
        save(TASK, {"gap": "other"}, revision=0)
    kept = save(TASK, {"gap": "next"}, revision=held.revision)
    assert {"gap": "held"} in versions(kept)
    assert {"gap": "other"} in versions(kept)


def test_where_no_folder_can_be_made_the_notice_says_so(module: Path) -> None:
    (module / "work").write_text("a file", encoding="utf-8")
    assert "cannot be read" in load(TASK).notice
    kept = save(TASK, {"gap": "25"}, revision=0)
    assert "could not be saved" in kept.notice
    assert load(TASK).values == {"gap": "25"}


def test_a_fault_while_writing_leaves_the_old_answer_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    save(TASK, {"gap": "old"}, revision=0)
    before = file().read_bytes()

    def full(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(KeyboardInterrupt):
            save(TASK, {"gap": "new"}, revision=1)
    assert file().read_bytes() == before


def test_no_file_whose_name_ends_in_json_is_ever_opened_for_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    real = Path.open

    def watch(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        opened.extend([self.name] if set(mode) & set("wax+") else [])
        return real(self, mode, *more, **named)

    monkeypatch.setattr(Path, "open", watch)
    save(TASK, {"gap": "1"}, revision=0)
    save(TASK, {"gap": "2"}, revision=1)
    assert opened
    assert not [name for name in opened if name.endswith(".json")]


def test_an_answer_file_can_be_read_by_those_who_collect_it() -> None:
    save(TASK, {"gap": "1"}, revision=0)
    allowed = os.umask(0)
    os.umask(allowed)
    assert file().stat().st_mode & 0o777 == 0o666 & ~allowed


@pytest.mark.parametrize("task", ["", "../1a-t1", "a/b", "a\\b", ".", "1a-t1.json", "1a t1", "a" * 65, "1a-t1\n", "é"])
def test_a_task_whose_name_could_lead_elsewhere_is_refused(task: str) -> None:
    for use in (lambda: load(task), lambda: save(task, {"gap": 1}, revision=0)):
        with pytest.raises(ValueError, match="is no name for a task"):
            use()


def test_the_time_beside_an_answer_is_the_time_it_was_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    save(TASK, {"gap": "1"}, revision=0)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=1))
    kept = save(TASK, {"gap": "2"}, revision=1)
    assert (kept.saved, kept.versions[0].saved) == (NOON + timedelta(hours=1), NOON)


def test_a_text_that_is_being_written_does_not_push_earlier_answers_out():
    earlier = {"why": "An earlier priority, since rejected."}
    saved = save(TASK, earlier, revision=0)
    for words in range(1, 60):
        saved = save(TASK, {"why": "Our priority is progress" + " and more" * words}, revision=saved.revision)
    assert earlier in versions(saved)
    assert len(saved.versions) == 1


def test_an_answer_that_stood_is_counted_as_a_try_through_reset_and_back_and_one_under_way_is_not() -> None:
    first = save(TASK, {"gap": "2"}, revision=0)
    second = save(TASK, {"gap": "25"}, revision=first.revision)
    third = save(TASK, {"gap": "26"}, revision=second.revision, tried=True)
    assert [first.tries, second.tries, third.tries, load(TASK).tries] == [0, 0, 1, 1]
    assert bring_back(TASK, reset(TASK, third.revision).revision).tries == 1


@pytest.mark.parametrize("tries", [-1, 10**9, "many", None])
def test_a_number_of_tries_that_no_page_counts_is_a_damaged_file(tries: object) -> None:
    save(TASK, {"gap": "25%"}, revision=0)
    record = json.loads(file().read_text(encoding="utf-8")) | {"tries": tries}
    file().write_text(json.dumps(record), encoding="utf-8")
    assert "damaged" in load(TASK).notice


def test_an_answer_of_an_earlier_edition_which_counted_no_tries_is_read() -> None:
    save(TASK, {"gap": "25%"}, revision=0)
    record = json.loads(file().read_text(encoding="utf-8"))
    del record["tries"]
    file().write_text(json.dumps(record), encoding="utf-8")
    assert (load(TASK).values, load(TASK).tries) == ({"gap": "25%"}, 0)

"""Everything on one candidate goes, from files, tables and the gradebook's own bytes; or, on a fault, nothing does."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat

import pytest

from npqml.collect import placing
from npqml.course.candidates import read_candidates
from npqml.course.deadlines import read_deadlines
from npqml.course.sponsors import make_keys, read_sponsors
from npqml.grading.gradebook.book import Entry, Made, Records
from npqml.grading.gradebook.changes import REMOVED, Change, log_path, write_log
from npqml.grading.result import read_results
from npqml.place import Place
from npqml.records.person import removal
from npqml.records.person.all_or_nothing import TAKEN_OUT, Course, all_or_nothing
from npqml.records.person.held import held_on
from npqml.records.person.removal import remove
from npqml.refusal import Refusal
from npqml.reports.cohort import write_report
from npqml.reports.export import write_marks
from npqml.reports.feedback import write_feedback
from npqml_widgets.tasks.accepted import FILE as VERDICTS
from tests.npqml.records.conftest import moodle

pytestmark = pytest.mark.slow  # together they take many seconds

DEADLINES = """# kept as it is
[deadline]
1a = 2026-11-21
# Anna Maria Brown is in hospital
[[extension]]
candidate = "c001"  # ill
module = "1a"
until = 2026-12-24

[[extension]]
candidate = "c002"
module = "1a"
until = 2026-12-20
"""


@pytest.fixture
def whole(listed: Place, cohort: str, hand_in) -> Place:
    """A cohort of which c001 and c002 have left every kind of trace."""
    for number, name in enumerate(("c001", "c002"), 47):
        hand_in(name, moodle("Anna Maria Brown" if name == "c001" else "Zoë Smith-Jones", number))
        aside = listed.root / "submitted" / placing.EARLIER / cohort / name / "1a" / "20261119T000000Z-x"
        aside.mkdir(parents=True)
        (aside / "1a.ipynb").write_text("{}")
        with Records(listed, cohort) as book:
            cells = book.graded("1a")
            book.write(Entry(name, "1a", dict.fromkeys(cells, 1.0), frozenset(), Made("x", f"made-for-{name}")))
    with sqlite3.connect(listed.gradebook(cohort)) as link:
        link.execute("update comment set manual_comment = 'seen by a marker of ' || notebook_id")
    link.close()
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINES)
    make_keys(listed, cohort)
    write_log(listed, cohort, "Task 1 was mended", [
        Change(name, "1a", "Task 1", 1.0, 2.0, f"We read the answer of {name}.") for name in ("c001", "c002")
    ])  # fmt: skip
    write_log(listed, cohort, "Task 2 was mended", [Change("c002", "1a", "Task 2", 1.0, 2.0, "Right.")])
    write_feedback(listed, cohort)
    write_report(listed, cohort)
    write_marks(listed, cohort, listed.reports(cohort) / "marks.csv")
    (listed.reports(cohort) / "for-moodle").mkdir()
    (listed.reports(cohort) / "for-moodle" / "marks-1a.csv").write_text("Participant 47")
    return listed


def naming(place: Place, *words: str) -> list[str]:
    """Every file of a course that holds one of these words in its name or its bytes, the course's own text apart."""
    found = []
    for path in sorted(place.root.rglob("*")):
        name = path.relative_to(place.root).as_posix()
        digests = path.name == VERDICTS  # of right answers: any four of their letters may be an id by chance
        held = path.read_bytes() if path.is_file() and not digests else b""
        if any(word in name or word.encode() in held for word in words):
            found.append(name)
    return found


def state_of(place: Place) -> dict[str, bytes]:
    """Every file of a course with its bytes, but the lock that is left behind."""
    files = (path for path in place.root.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(place.root).as_posix(): path.read_bytes() for path in files}


def test_nothing_names_them_afterwards_and_everybody_else_s_is_as_it_was(whole, cohort):
    assert len(naming(whole, "c001", "Anna Maria Brown", "made-for-c001")) > 20
    others = {name: held for name, held in state_of(whole).items() if "/c002" in name}
    remove(whole, held_on(whole, cohort, "c001"))
    assert naming(whole, "c001", "Anna Maria Brown", "made-for-c001", "Participant 47") == []
    assert {name: held for name, held in state_of(whole).items() if "/c002" in name} == others
    assert [result.candidate for result in read_results(whole, cohort)] == ["c002"]
    assert "c001" not in read_candidates(whole, cohort).names
    assert "c002" in read_sponsors(whole, cohort)
    assert stat.S_IMODE((whole.submitted(cohort) / "sponsors.csv").stat().st_mode) == 0o600
    assert list(read_deadlines(whole, cohort).extended) == [("c002", "1a")]
    assert (whole.submitted(cohort) / "deadlines.toml").read_text().startswith("# kept as it is\n")
    with Records(whole, cohort) as book:
        assert (book.knows("c001"), book.knows("c002")) == (False, True)
        assert set(book.made()) == {("c002", "1a")}


def test_the_log_keeps_what_changed_and_no_longer_whose_it_was_and_hangs_together(whole, cohort):
    before = log_path(whole, cohort).read_bytes().splitlines()
    remove(whole, held_on(whole, cohort, "c001"))
    lines = log_path(whole, cohort).read_bytes().splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) == len(before) + 1
    theirs = entries[0]["changes"][0]
    assert (theirs["candidate"], theirs["before"], theirs["after"], theirs["why"]) == (REMOVED, 1.0, 2.0, "")
    assert entries[0]["changes"][1]["candidate"] == "c002"
    assert "1 changes above" in entries[2]["reason"]
    assert entries[2]["log_before"] == hashlib.sha256(before[-1]).hexdigest()
    for earlier, entry in zip(lines, entries[1:], strict=False):
        assert entry["line_before"] == hashlib.sha256(earlier).hexdigest()


@pytest.mark.parametrize("at", ["take", "rewrite", "gradebook"])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_on_a_fault_on_the_way_nothing_is_removed(whole, cohort, monkeypatch, at, fault):
    def fail(*_: object) -> None:
        raise fault

    if at == "take":
        real, calls = Course.take, []

        def third(self, path):
            calls.append(path)
            return fail() if len(calls) == 3 else real(self, path)

        monkeypatch.setattr(Course, "take", third)
    elif at == "rewrite":
        monkeypatch.setattr(removal, "log_without", fail)
    else:
        monkeypatch.setattr(Records, "forget", fail)
    held, before = held_on(whole, cohort, "c001"), state_of(whole)
    with pytest.raises(Refusal if isinstance(fault, OSError) else KeyboardInterrupt) as raised:
        remove(whole, held)
    if isinstance(fault, OSError):
        assert "Nothing was removed" in str(raised.value)
    assert state_of(whole) == before
    assert not (whole.root / "submitted" / TAKEN_OUT).exists()


def test_what_a_killed_run_had_taken_out_is_put_back_first(whole, cohort):
    before = state_of(whole)
    folder = whole.submitted(cohort) / "c001"
    aside = whole.root / "submitted" / TAKEN_OUT / folder.relative_to(whole.root)
    aside.parent.mkdir(parents=True)
    folder.rename(aside)
    with all_or_nothing(whole):
        assert state_of(whole) == before


def test_a_link_to_somewhere_else_is_taken_out_and_what_it_leads_to_stays(whole, cohort, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("the provider's own")
    (whole.submitted(cohort) / "c001" / "1a" / "link").symlink_to(outside)
    remove(whole, held_on(whole, cohort, "c001"))
    assert (outside / "mine.txt").read_text() == "the provider's own"


def test_the_last_of_a_cohort_leaves_no_report_behind(whole, cohort):
    for name in ("c001", "c002"):
        remove(whole, held_on(whole, cohort, name))
    assert not (whole.reports(cohort) / "index.html").exists()
    assert read_results(whole, cohort) == []


@pytest.mark.parametrize("name", ["", ".", "..", "../c001", ".earlier", "c001/1a", "C001", "nobody"])
def test_an_id_that_is_nobody_s_is_refused(whole, cohort, name):
    before = state_of(whole)
    with pytest.raises(Refusal, match="nobody"):
        held_on(whole, cohort, name)
    assert state_of(whole) == before


def test_somebody_who_is_only_listed_or_only_handed_in_can_go(whole, cohort):
    remove(whole, held_on(whole, cohort, "c005"))
    assert "c005" not in read_candidates(whole, cohort).names
    (whole.submitted(cohort) / "zz" / "1a").mkdir(parents=True)
    remove(whole, held_on(whole, cohort, "zz"))
    assert not (whole.submitted(cohort) / "zz").exists()


def test_what_goes_and_what_stays_is_said(whole, cohort):
    (whole.submitted("another") / "c001").mkdir(parents=True)
    lines = "\n".join(held_on(whole, cohort, "c001").lines(whole.root))
    for words in (
        "c001, Anna Maria Brown", f"submitted/{cohort}/c001", ".earlier", ".arrived", f"gradebook/{cohort}.db",
        "their line: ", "more time for 1a", "marks.csv", "1 changes of marks in the log", "lies elsewhere, for you",
        "the same id in other cohorts, which may be somebody else: another",
    ):  # fmt: skip
        assert words in lines

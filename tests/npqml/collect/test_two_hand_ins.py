"""Two hand-ins of one candidate, in one download or one after the other: no mark is lost in silence.

No mirror: it is about everything that collecting does with them.
"""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

import pytest

from npqml.collect.report import BESIDE, OLDER, TAKEN, TWICE, lines
from npqml.collect.run import collect
from npqml.grading.engine import grade
from npqml.refusal import Refusal
from tests.npqml.collect.conftest import everything, put, unzipped

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "pp"}}


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def timed(files: dict[str, tuple[bytes, str]]) -> bytes:
    """A zip of files, each with its time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, (each, moment) in files.items():
            archive.writestr(zipfile.ZipInfo(name, datetime.fromisoformat(moment).timetuple()[:6]), each)
    return content.getvalue()


def typed(book: bytes, line: str) -> bytes:
    """A notebook with a line typed in the first answer cell."""
    content = json.loads(book)
    cell = next(cell for cell in content["cells"] if "answer(" in "".join(cell["source"]))
    cell["source"] = f"{line}\n"
    return json.dumps(content).encode()


@pytest.mark.parametrize("bare_at", ["2026-11-20T09:00:00", "2026-11-20T11:00:00"])
@pytest.mark.parametrize("bare_first", [True, False])
def test_a_bare_notebook_to_be_safe_never_replaces_the_packed_file(
    desk, listed, cohort, downloads, bare_at, bare_first
):
    packed = desk.pack("c004", **RIGHT)
    bare = (desk.work("c004") / BOOK).read_bytes()
    who = "Anna Maria Brown_4712_assignsubmission_file_"
    files = {f"{who}/1a.npqml.zip": (packed, "2026-11-20T10:00:00"), f"{who}/{BOOK}": (bare, bare_at)}
    path = downloads / "moodle.zip"
    path.write_bytes(timed(dict(reversed(files.items())) if bare_first else files))
    found = collect(listed, cohort, path)
    assert {item.shown.rpartition("/")[2].rpartition(" ")[2]: item.state for item in found.items} == {
        "1a.npqml.zip": TAKEN, BOOK: BESIDE,
    }  # fmt: skip
    assert found.fine
    (result,) = grade(listed, cohort).results
    assert result.mark == 5
    again = collect(listed, cohort, path)
    assert again.fine
    assert len(list((listed.root / "submitted" / ".earlier" / cohort / "c004" / "1a").iterdir())) == 1


def test_a_bare_notebook_sent_days_after_the_packed_file_stands_aside_too(desk, listed, cohort, downloads):
    (downloads / "1a.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    before = everything(listed.submitted(cohort) / "c001")
    (downloads / "1a-c001-again.ipynb").write_bytes((desk.work("c001") / BOOK).read_bytes())
    found = collect(listed, cohort, downloads)
    assert [item.state for item in found.items if "again" in item.shown] == [BESIDE]
    assert everything(listed.submitted(cohort) / "c001") == before


@pytest.mark.parametrize("names", [
    ("1a_c008_attempt_2026-11-20-17-00-00_a.ipynb", "1a_c008_attempt_2026-11-18-11-00-00_a.ipynb"),
    ("brownpersonc008_4711_88_a-1.ipynb", "brownpersonc008_4711_87_a.ipynb"),
    ("brownpersonc008_4711_88_a-10.ipynb", "brownpersonc008_4711_87_a-9.ipynb"),
    ("Personc008 Brown/1a/Version 2/a.ipynb", "Personc008 Brown/1a/Version 1/a.ipynb"),
])  # fmt: skip
@pytest.mark.parametrize("reverse", [True, False])
def test_the_platform_s_own_attempt_decides_where_times_are_equal(desk, listed, cohort, downloads, names, reverse):
    book = (desk.work("c008") / BOOK).read_bytes()
    contents = (typed(book, "on_roll = 10"), typed(book, "on_roll = 9"))
    files = {name: (content, "2026-11-20T09:00:00") for name, content in zip(names, contents, strict=True)}
    path = downloads / "all.zip"
    path.write_bytes(timed(dict(reversed(files.items())) if reverse else files))
    found = collect(listed, cohort, path)
    assert found.fine
    (result,) = grade(listed, cohort).results
    assert (result.candidate, result.tasks[0].mark) == ("c008", 2)


def test_a_later_and_much_emptier_file_is_told_and_a_person_chooses(desk, listed, cohort, downloads, at, monkeypatch):
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    found = collect(listed, cohort, downloads)
    assert not found.fine
    (item,) = [item for item in found.items if item.doubt]
    assert "the later one answers 1 tasks, the earlier one 3" in item.doubt
    kept = listed.root / item.replaced
    told = "\n".join(lines(found))
    assert f"npqml collect {cohort} {item.replaced} --candidate c001 --counts" in told
    chosen = collect(listed, cohort, kept, candidate="c001", counts=True)
    assert [one.state for one in chosen.items] == [TAKEN]
    (result,) = grade(listed, cohort).results
    assert result.mark == 5
    again = collect(listed, cohort, downloads)
    assert again.fine
    assert {one.shown: one.state for one in again.items}["second.npqml.zip"] == BESIDE
    (result,) = grade(listed, cohort).results
    assert result.mark == 5


@pytest.mark.parametrize("in_place", [True, False])
def test_whose_it_is_says_nothing_of_which_counts(desk, listed, cohort, downloads, at, in_place):
    packed, bare = desk.pack("c001", **RIGHT), typed((desk.work("c001") / BOOK).read_bytes(), "on_roll = 9")
    (downloads / "first.npqml.zip").write_bytes(packed)
    (downloads / "stranger.ipynb").write_bytes(bare)
    collect(listed, cohort, downloads / "first.npqml.zip")
    (item,) = collect(listed, cohort, downloads / "stranger.ipynb", candidate="c001").items
    assert item.state == BESIDE
    assert item.reasons[-1] == "first.npqml.zip counts: only it is as its receipt says."
    assert item.doubt  # its answers differ, and nothing says that it is the earlier one
    # Which one counts is settled either way, and stays settled.
    chosen = listed.submitted(cohort) / "c001" / "1a" if in_place else listed.root / item.aside
    collect(listed, cohort, chosen, candidate="c001", counts=True)
    for source in (downloads / "first.npqml.zip", downloads / "stranger.ipynb"):
        again = collect(listed, cohort, source, candidate="c001")
        assert again.fine, again
    (result,) = grade(listed, cohort).results
    assert result.mark == (5 if in_place else 0)


def test_a_choice_is_between_those_that_are_there_and_a_later_one_is_in_doubt(desk, listed, cohort, downloads, at):
    first = downloads / "first.npqml.zip"
    first.write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    collect(listed, cohort, first)
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "9"}))
    collect(listed, cohort, downloads)
    collect(listed, cohort, first, candidate="c001", counts=True)
    at("2026-11-25T10:00:00+00:00")
    (downloads / "third.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    found = {item.shown: item for item in collect(listed, cohort, downloads).items}
    assert {shown: item.state for shown, item in found.items()} == {
        "first.npqml.zip": TWICE, "second.npqml.zip": BESIDE, "third.npqml.zip": TAKEN,
    }  # fmt: skip
    assert "before third.npqml.zip was there" in found["third.npqml.zip"].doubt
    (result,) = grade(listed, cohort).results
    assert result.mark == 5


def test_a_blank_later_file_never_takes_the_place_of_work(desk, listed, cohort, downloads, at):
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001"))
    found = collect(listed, cohort, downloads)
    assert not found.fine
    assert [one.state for one in found.items if one.taken] == [TAKEN]
    (result,) = grade(listed, cohort).results
    assert result.mark == 5


def test_an_older_attempt_that_comes_later_is_kept_and_named(desk, listed, cohort, downloads, at):
    at("2026-11-21T10:00:00+00:00")
    (downloads / "new.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    collect(listed, cohort, downloads)
    at("2026-11-20T10:00:00+00:00")
    (downloads / "old.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "9"}))
    (item,) = [one for one in collect(listed, cohort, downloads).items if one.shown == "old.npqml.zip"]
    assert item.state == OLDER
    assert (listed.root / item.aside / BOOK).is_file()


def test_a_blank_later_notebook_says_what_counts_and_asks_for_nothing(desk, listed, cohort, downloads, at):
    at("2026-11-20T10:00:00+00:00")
    put(downloads, "a/c004.npqml.zip", desk.pack("c004", **RIGHT))
    collect(listed, cohort, downloads / "a")
    book = next(desk.work("c004").glob("*.ipynb")).read_bytes()
    put(downloads, "b/c004/1a.ipynb", book)
    found = collect(listed, cohort, downloads / "b")
    words = "\n".join(lines(found))
    assert "c004.npqml.zip counts: only it holds answers." in words
    assert "Ask for the packed file" not in words
    # Where nothing else of theirs is there, it is asked for.
    put(downloads, "c/c005/1a.ipynb", book)
    assert "Ask for the packed file" in "\n".join(lines(collect(listed, cohort, downloads / "c")))


def test_candidate_is_for_one_hand_in_of_somebody_listed(desk, listed, cohort, downloads):
    packed = desk.pack("c013", **RIGHT)
    (downloads / "c012.npqml.zip").write_bytes(packed)
    found = collect(listed, cohort, downloads / "c012.npqml.zip", candidate="C013")
    assert [(one.candidate, one.state) for one in found.items] == [("c013", TAKEN)]
    (downloads / "c011.npqml.zip").write_bytes(desk.pack("c011", **RIGHT))
    with pytest.raises(Refusal, match="2 hand-ins; expected a single one"):
        collect(listed, cohort, downloads, candidate="c013")
    with pytest.raises(Refusal, match="nobody of this id"):
        collect(listed, cohort, downloads / "c011.npqml.zip", candidate="c999")
    assert not (listed.submitted(cohort) / "c011").exists()
    assert unzipped(packed)


def test_work_that_went_on_after_packing_is_told_of_when_the_whole_folder_is_sent(desk, listed, cohort, downloads):
    packed = desk.pack("c004", t1={"on_roll": "9"})
    folder = everything(desk.work("c004", **RIGHT))
    inner = timed({f"1a/{name}": (content, "2026-11-22T10:00:00") for name, content in folder.items()} | {
        "1a/1a-c004-2026-11-20.npqml.zip": (packed, "2026-11-20T10:00:00"),
    })  # fmt: skip
    path = downloads / "moodle.zip"
    path.write_bytes(timed({"Anna Maria Brown_47_assignsubmission_file_/1a.zip": (inner, "2026-11-22T11:00:00")}))
    found = collect(listed, cohort, path)
    assert not found.fine
    (item,) = [item for item in found.items if item.doubt]
    assert "may be the later, and its answers differ" in item.doubt


def test_the_same_answers_as_a_typed_line_alone_are_no_other_answers(desk, listed, cohort, downloads):
    book = typed((desk.work("c004") / BOOK).read_bytes(), "on_roll = 10")
    (desk.work("c004", t1={"on_roll": "10"}) / BOOK).write_bytes(book)
    files = everything(desk.home / "c004" / "1a")
    who = "Anna Maria Brown_47_assignsubmission_file_"
    path = downloads / "moodle.zip"
    whole = timed({name: (content, "2026-11-20T10:00:00") for name, content in files.items()})
    path.write_bytes(
        timed({f"{who}/1a.zip": (whole, "2026-11-20T10:00:00"), f"{who}/{BOOK}": (book, "2026-11-20T10:00:00")})
    )
    assert collect(listed, cohort, path).fine

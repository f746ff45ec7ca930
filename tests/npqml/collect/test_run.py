"""Thirty hand-ins at once: whatever is wrong with one is named, nothing is lost, and nothing is written elsewhere."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from npqml.collect.report import CHANGED, OLDER, REFUSED, TAKEN, TWICE, UNGRADABLE, lines
from npqml.collect.run import collect
from npqml.grading.engine import grade
from npqml.grading.submission.read import sha256_of
from npqml.refusal import Refusal
from npqml.reports.feedback import write_feedback
from npqml.simulation.candidates import simulate
from npqml_widgets.handin.receipt import RECEIPT, parse, short_hash
from tests.npqml.collect.conftest import everything, unzipped, zip_of

pytestmark = pytest.mark.slow

SOON = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
DUE = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)
BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "pp"}}


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def of(found, words: str):
    """Give the one item whose place holds these words."""
    (item,) = [one for one in found.items if words in one.shown]
    return item


def test_thirty_files_at_once_each_fault_named_nothing_lost_and_nothing_written_elsewhere(
    desk, listed, cohort, downloads, at
):
    for number in range(1, 22):
        name = f"c{number:03}"
        (downloads / f"1a-{name}-2026-11-20.npqml.zip").write_bytes(desk.pack(name, t1={"on_roll": f"{number}"}))
    sound = desk.pack("c022", t1={"on_roll": "10"})
    at("2026-11-25T08:00:00+00:00")
    late = desk.pack("c023", t1={"on_roll": "10"})
    changed = unzipped(desk.pack("c024", t1={"on_roll": "10"}))
    changed["work/1a-t1.json"] = changed["work/1a-t1.json"].replace(b'"10"', b'"11"')
    evil = {**unzipped(desk.pack("c025")), "../../../../evil.txt": b"evil"}
    faults = {
        "damaged.npqml.zip": sound[: len(sound) // 2],
        "flipped.npqml.zip": sound[:3000] + bytes([sound[3000] ^ 1]) + sound[3001:],
        "late.npqml.zip": late,
        "twice.npqml.zip": desk.pack("c001", t1={"on_roll": "1"}),
        "elsewhere.npqml.zip": desk.pack("c026", cohort="demo-other"),
        "unknown.npqml.zip": desk.pack("c027", say="x999"),
        "crafted.npqml.zip": zip_of(evil),
        "changed.npqml.zip": zip_of(changed),
        "minutes.docx": b"not a notebook",
    }
    for name, content in faults.items():
        (downloads / name).write_bytes(content)
    before, here = everything(listed.root.parent), everything(downloads)
    assert len(here) == 30

    found = collect(listed, cohort, downloads, due=DUE)

    states = {name: of(found, name).state for name in faults}
    assert states == {
        "damaged.npqml.zip": REFUSED, "flipped.npqml.zip": REFUSED, "late.npqml.zip": TAKEN, "twice.npqml.zip": TWICE,
        "elsewhere.npqml.zip": REFUSED, "unknown.npqml.zip": REFUSED, "crafted.npqml.zip": REFUSED,
        "changed.npqml.zip": CHANGED, "minutes.docx": REFUSED,
    }  # fmt: skip
    said = {name: " ".join(of(found, name).lines()) for name in faults}
    assert "damaged" in said["damaged.npqml.zip"]
    assert "what was unpacked is not what was packed" in said["flipped.npqml.zip"]
    assert "25 November 2026 08:00 (by its receipt), due 24 November 2026" in said["late.npqml.zip"]
    assert "same content" in said["twice.npqml.zip"]
    assert "another cohort: demo-other" in said["elsewhere.npqml.zip"]
    assert "x999, who is not in candidates.csv" in said["unknown.npqml.zip"]
    assert "../../../../evil.txt: its name leads out of its folder" in said["crafted.npqml.zip"]
    assert "changed after packing" in said["changed.npqml.zip"]
    assert "no notebook" in said["minutes.docx"]
    assert len(found.items) == 30
    assert [one.candidate for one in found.items if one.taken] == [
        *(f"c{number:03}" for number in range(1, 22)), "c023", "c024",
    ]  # fmt: skip
    assert not found.fine
    assert everything(downloads) == here
    after = everything(listed.root.parent)
    assert {name: after.get(name) for name in before} == before
    ours = (f"small/submitted/{cohort}/c", "small/submitted/.collecting/.lock", f"small/submitted/.arrived/{cohort}/c")
    ours += (f"small/submitted/.not-taken/{cohort}/c", f"small/submitted/.not-taken/{cohort}/.nobody")
    assert [name for name in set(after) - set(before) if not name.startswith(ours)] == []


def test_one_number_and_the_same_marks_as_for_the_same_answers_put_there_by_hand(desk, listed, cohort, downloads):
    by_hand = desk.work("c030", **RIGHT)
    target = listed.submitted(cohort) / "c030" / "1a"
    target.parent.mkdir()
    by_hand.rename(target)
    packed = desk.pack("c031", **RIGHT)
    (downloads / "1a.npqml.zip").write_bytes(packed)
    receipt = parse(unzipped(packed)[RECEIPT])
    (item,) = collect(listed, cohort, downloads).items
    assert item.sha256 == receipt.sha256 == sha256_of(listed.submitted(cohort) / "c031" / "1a")
    results = {one.candidate: one for one in grade(listed, cohort).results}
    assert results["c031"].source_sha256 == receipt.sha256
    assert results["c031"].tasks == results["c030"].tasks
    assert results["c031"].mark == 5
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in write_feedback(listed, cohort)}
    assert f"The file that was marked: {short_hash(receipt.sha256)}." in pages["c031"]


def test_the_page_of_a_file_that_could_not_be_graded_names_its_number_too(desk, listed, cohort, downloads):
    folder = desk.work("c009")
    (folder / BOOK).write_bytes(b'{"cells": [')
    (downloads / "c009.zip").write_bytes(zip_of({f"1a/{name}": each for name, each in everything(folder).items()}))
    (item,) = collect(listed, cohort, downloads).items
    assert (item.state, item.candidate) == (UNGRADABLE, "c009")
    assert "cut short" in " ".join(item.reasons)
    grade(listed, cohort)
    (page,) = write_feedback(listed, cohort)
    assert short_hash(item.sha256) in page.read_text(encoding="utf-8")


def test_a_later_hand_in_replaces_an_earlier_one_which_is_kept_where_grading_does_not_look(
    desk, listed, cohort, downloads, at
):
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "9"}))
    collect(listed, cohort, downloads)
    kept_before = everything(listed.submitted(cohort) / "c001" / "1a")
    at("2026-11-21T10:00:00+00:00")
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    found = collect(listed, cohort, downloads)
    assert of(found, "first").state == TWICE
    kept = of(found, "second").replaced
    assert everything(listed.root / kept) == kept_before
    (result,) = grade(listed, cohort).results
    assert (result.candidate, result.module, result.tasks[0].mark) == ("c001", "1a", 2)
    assert of(collect(listed, cohort, downloads), "first").state == OLDER


def test_a_damaged_notebook_never_takes_the_place_of_one_that_can_be_graded(desk, listed, cohort, downloads, at):
    (downloads / "1a-c001.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    collect(listed, cohort, downloads)
    before = everything(listed.submitted(cohort))
    (downloads / "1a-c001-again.ipynb").write_bytes(b"")
    found = of(collect(listed, cohort, downloads), "again")
    assert (found.state, found.candidate) == (REFUSED, "c001")
    assert "stays" in found.reasons[-1]
    assert everything(listed.submitted(cohort)) == before


def test_a_clock_that_is_years_ahead_does_not_shut_out_later_hand_ins(desk, listed, cohort, downloads, at):
    at("2031-01-01T10:00:00+00:00")
    (downloads / "first.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "9"}))
    first = of(collect(listed, cohort, downloads), "first")
    assert (first.when, first.when_from) == (None, "")
    at(SOON)
    (downloads / "second.npqml.zip").write_bytes(desk.pack("c001", t1={"on_roll": "10"}))
    assert of(collect(listed, cohort, downloads), "second").state == TAKEN


def test_moodles_download_is_sorted_by_the_names_in_it(desk, listed, cohort, downloads):
    book = (desk.work("c004") / BOOK).read_bytes()
    inner = {
        "Anna Maria Brown_1234567_assignsubmission_file_/1a-work.npqml.zip": desk.pack("c004", say="", **RIGHT),
        "Group A-Zoë Smith-Jones_1234568_assignsubmission_file_1a.ipynb": book,
        "Sam Lee_1234569_assignsubmission_file/1a-analyse-performance-data.ipynb": book,
        "Participant_1234570_assignsubmission_file_/1a.npqml.zip": desk.pack("c010", t1={"on_roll": "10"}),
        "Participant_1234571_assignsubmission_file_/1a.ipynb": book,
        "Personc012 Brown_1234572_assignsubmission_onlinetext/onlinetext.html": b"<p>See my email.</p>",
        "Personc013 Brown_1234573_assignsubmission_file_/1a.npqml.zip": desk.pack("c014", t1={"on_roll": "10"}),
    }
    path = downloads / "NPQML-1a-99.zip"
    path.write_bytes(zip_of(inner))
    found = collect(listed, cohort, path)
    assert {one.candidate: one.state for one in found.items if one.taken} == dict.fromkeys(
        ["c004", "c005", "c010"], TAKEN
    )
    refused = {one.shown.split(": ")[1].split("_")[1]: " ".join(one.reasons) for one in found.items if not one.taken}
    assert "c006 or c007" in refused["1234569"]
    assert "Nothing says whose" in refused["1234571"]
    assert "no notebook" in refused["1234572"]
    assert "Moodle says c013; the receipt says c014" in refused["1234573"]
    assert "another name" in " ".join(of(found, "Zoë").repairs)


def test_canvas_download_is_sorted_by_the_names_in_it_and_its_late_is_believed(desk, listed, cohort, downloads):
    folder = desk.work("c005", t1={"on_roll": "10"})
    inner = {
        "brownannamaria_LATE_4711_8801_1a.npqml.zip": desk.pack("c004", say="", **RIGHT),
        f"smithjoneszoe_4712_8802_{BOOK}": (folder / BOOK).read_bytes(),
        "smithjoneszoe_4712_8803_1a-t1.json": (folder / "work" / "1a-t1.json").read_bytes(),
        "leesam_4713_8804_1a-1.npqml.zip": desk.pack("c007", **RIGHT),
        "anon_x7Gh2_8805_1a.npqml.zip": desk.pack("c010", **RIGHT),
    }
    path = downloads / "submissions.zip"
    path.write_bytes(zip_of(inner))
    found = collect(listed, cohort, path, due=DUE)
    assert {one.candidate: one.state for one in found.items} == dict.fromkeys(["c004", "c005", "c007", "c010"], TAKEN)
    assert of(found, "brownannamaria").late == "Canvas calls it late in the file's name."
    assert of(found, "smithjoneszoe").repairs == (
        "Saved answers lay beside the notebook: they were put in its folder work.",
    )
    marks = {one.candidate: one.mark for one in grade(listed, cohort).results}
    assert marks == {"c004": 5, "c005": 2, "c007": 5, "c010": 5}


def test_folders_and_bare_notebooks_are_taken_by_the_id_in_their_names(desk, listed, cohort, downloads):
    desk.work("c001", t1={"on_roll": "10"}).rename(downloads / "c001")
    (downloads / "c002").mkdir()
    desk.work("c002", t1={"on_roll": "10"}).rename(downloads / "c002" / "1a")
    (downloads / "1a c003 final.ipynb").write_bytes((desk.work("c003") / BOOK).read_bytes())
    (downloads / "my work.ipynb").write_bytes((desk.work("c003") / BOOK).read_bytes())
    found = collect(listed, cohort, downloads)
    assert {one.shown: (one.candidate, one.state) for one in found.items} == {
        "c001": ("c001", TAKEN), "c002/1a": ("c002", TAKEN), "1a c003 final.ipynb": ("c003", TAKEN),
        "my work.ipynb": ("", REFUSED),
    }  # fmt: skip
    assert (listed.submitted(cohort) / "c002" / "1a" / "work" / "1a-t1.json").is_file()


def test_a_bare_notebook_of_another_cohort_is_known_by_its_own_numbers(desk, listed, cohort, downloads):
    def with_school(path, school: str) -> None:
        book = json.loads(path.read_text())
        marking = {"grade_id": "1a-parameters", "locked": True, "solution": False, "grade": False, "schema_version": 3}
        metadata = {"tags": ["parameters"], "nbgrader": {**marking, "task": False, "cell_type": "code"}}
        cell = {"cell_type": "code", "id": "parameters", "metadata": metadata, "source": f'school = "{school}"'}
        others = [one for one in book["cells"] if one["id"] != "parameters"]
        book["cells"] = [{**cell, "outputs": [], "execution_count": None}, *others]
        path.write_text(json.dumps(book))

    (listed.root / "source" / "demo-other" / "1a").mkdir(parents=True)
    desk.work("other").rename((listed.root / "release" / "demo-other").mkdir() or listed.release("demo-other") / "1a")
    with_school(listed.release("demo-other") / "1a" / BOOK, "Oak School")
    with_school(listed.release(cohort) / "1a" / BOOK, "Elm School")
    for name, school in (("c001", "Oak School"), ("c002", "Elm School"), ("c003", "Old Elm School")):
        folder = desk.work(name)
        with_school(folder / BOOK, school)
        (downloads / f"{name}.ipynb").write_bytes((folder / BOOK).read_bytes())
    found = collect(listed, cohort, downloads)
    assert of(found, "c001").reasons == ("It is for another cohort: demo-other.",)
    assert [of(found, name).state for name in ("c002", "c003")] == [TAKEN, TAKEN]


def test_learn_about_notebooks_and_modules_that_are_not_built_are_left(desk, listed, cohort, downloads):
    folder = desk.work("c001")
    (downloads / "c001.ipynb").write_bytes((folder / "learn-about" / "1-tools.ipynb").read_bytes())
    book = json.loads((folder / BOOK).read_text())
    book["metadata"]["npqml"]["module"] = "2b"
    (downloads / "c002.ipynb").write_text(json.dumps(book))
    found = collect(listed, cohort, downloads)
    assert "learn-about" in of(found, "c001").reasons[-1]
    assert of(found, "c002").reasons == (f"Module 2b has not been built for {cohort}.",)


def test_links_are_never_followed_and_spoil_the_folder_that_they_are_in(desk, listed, cohort, downloads, tmp_path):
    (tmp_path / "secret.json").write_text("{}")
    desk.work("c001").rename(downloads / "c001")
    os.symlink(tmp_path / "secret.json", downloads / "c001" / "work" / "1a-t1.json")
    desk.work("c002").rename(downloads / "c002")
    os.symlink(tmp_path, downloads / "everything")
    found = collect(listed, cohort, downloads)
    assert "1a-t1.json: it is a link" in of(found, "c001").reasons[0]
    assert of(found, "c002").state == TAKEN
    assert of(found, "everything").state == REFUSED


def test_a_place_that_is_a_link_is_not_written_through(desk, listed, cohort, downloads, tmp_path):
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", listed.submitted(cohort) / "c001")
    (downloads / "1a.npqml.zip").write_bytes(desk.pack("c001"))
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == REFUSED
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_packed_file_without_its_receipt_is_told_of(desk, listed, cohort, downloads):
    files = unzipped(desk.pack("c001"))
    (downloads / "1a-c001.npqml.zip").write_bytes(zip_of({name: files[name] for name in files if name != RECEIPT}))
    (downloads / "1a-c002.npqml.zip").write_bytes(zip_of({**unzipped(desk.pack("c002")), RECEIPT: b"{}"}))
    found = collect(listed, cohort, downloads)
    assert {one.candidate: one.state for one in found.items} == {"c001": CHANGED, "c002": CHANGED}


def test_real_work_is_no_longer_cleared_as_a_simulation(desk, listed, cohort, downloads, at):
    at(SOON)
    (listed.submitted(cohort) / "candidates.csv").unlink()
    listed.submitted(cohort).rmdir()
    simulate(listed, cohort, 2, seed=1)
    (downloads / "1a.npqml.zip").write_bytes(desk.pack("c001"))
    collect(listed, cohort, downloads)
    with pytest.raises(Refusal, match="work that candidates handed in"):
        simulate(listed, cohort, 2, seed=1)


def test_what_was_collected_is_not_collected_again(desk, listed, cohort):
    with pytest.raises(Refusal, match="collected already"):
        collect(listed, cohort, listed.submitted(cohort))


def test_a_list_with_an_id_that_cannot_name_a_folder_is_refused(listed, cohort, downloads):
    (listed.submitted(cohort) / "candidates.csv").write_text("id,name\n../x,Ann Other\n", encoding="utf-8")
    with pytest.raises(Refusal, match="cannot name a folder"):
        collect(listed, cohort, downloads)


def test_the_report_of_a_stranger_s_names_is_harmless_on_a_terminal(listed, cohort, downloads):
    (downloads / "=cmd\x1b[2J.docx").write_bytes(b"")
    assert "\x1b" not in "".join(lines(collect(listed, cohort, downloads)))

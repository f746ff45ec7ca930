"""What came and could not be taken is one list: every place that tells how somebody stands says the same of them.

No mirror: collecting, overview, marks, report and feedback come together in it.
"""

from __future__ import annotations

import csv
import re
import zipfile

import pytest
from typer.testing import CliRunner

from npqml.cli.app import app
from npqml.collect.report import REFUSED, SETTLED, TAKEN, TWICE, lines
from npqml.collect.run import collect
from npqml.collect.settling import dismiss
from npqml.course.not_taken import How, all_not_taken, ever_not_taken, unsettled
from npqml.grading.engine import grade
from npqml.records.overview import id_lines, stands_of, table_lines
from npqml.records.person.everything import write_everything
from npqml.records.person.held import held_on
from npqml.records.person.removal import remove
from npqml.records.platform.feedback_zips import write_feedback_for
from npqml.records.platform.platform_name import PlatformName
from npqml.refusal import Refusal
from npqml.reports.cohort import write_report
from npqml.reports.export import write_marks
from npqml.reports.feedback import write_feedback
from tests.npqml.collect.conftest import IDS, zip_of

pytestmark = pytest.mark.slow

RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "pp"}}
NO_HAND_INS = ("docx", "html", "pdf", "jpg", "HEIC", "pages", "odt", "tar.gz", "xlsx", "txt", "pptx", "mov")
CAME = "came, could not be taken"


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


@pytest.fixture
def run(listed, cohort, monkeypatch):
    """A function that runs a command of the program, and gives its exit code and what it prints."""
    monkeypatch.chdir(listed.root)

    def command(*words: str) -> tuple[int, str]:
        found = CliRunner().invoke(app, list(words))
        assert not isinstance(found.exception, Refusal)
        return found.exit_code, found.output

    return command


def on_moodle(person: str, number: int, name: str) -> str:
    return f"{person}_{number}_assignsubmission_file_/{name}"


def test_every_place_says_the_same_of_the_same_people(desk, listed, cohort, downloads):
    packed = desk.pack("c001", **RIGHT)
    (downloads / "moodle.zip").write_bytes(
        zip_of(
            {
                on_moodle("Personc001 Brown", 1, "1a.npqml.zip"): packed,
                on_moodle("Personc002 Brown", 2, "essay.docx"): b"PK an essay",
                on_moodle("Personc003 Brown", 3, "1a.npqml.zip"): packed[:200],
                on_moodle("Personc008 Brown", 8, "IMG_2031.jpg"): b"a picture",
                on_moodle("Jo Stranger", 9, "essay.docx"): b"PK of nobody",
            }
        )
    )
    collect(listed, cohort, downloads / "moodle.zip")
    (picture,) = [left for left in all_not_taken(listed, cohort) if left.candidate == "c008"]
    dismiss(listed, cohort, [picture.key])
    grade(listed, cohort)
    handed_in, came = {"c001"}, {"c002", "c003"}
    missing = set(IDS) - handed_in - came

    (stands,) = stands_of(listed, cohort).modules
    assert (set(stands.handed_in), set(stands.came), set(stands.missing)) == (handed_in, came, missing)
    assert len(list(unsettled(listed, cohort))) == 3

    marks = write_marks(listed, cohort, downloads / "marks.csv")
    with marks.open(encoding="utf-8-sig", newline="") as file:
        states = {row["Candidate"]: row["1a state"] for row in csv.DictReader(file)}
    assert {name for name, state in states.items() if state == CAME} == came
    assert {name for name, state in states.items() if state == "missing"} == missing

    page, *_ = write_report(listed, cohort)
    html = page.read_text(encoding="utf-8")
    assert f"<strong>{len(missing)}</strong> missing" in html
    assert f"<strong>{len(came)}</strong> {CAME}" in html
    assert f"Module 1a, {len(missing)} missing." in html
    with (listed.reports(cohort) / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Candidate"]: row for row in csv.DictReader(file)}
    assert {name: row["State"] for name, row in rows.items()} == states
    assert "no notebook of a module" in rows["c002"]["Why"]

    for name in sorted(came):
        with pytest.raises(Refusal, match=CAME):
            write_feedback(listed, cohort, candidates=[name])
    left = {hand_in.candidate: hand_in.why for hand_in in write_feedback_for(listed, cohort, PlatformName.MOODLE).left}
    assert set(left) == came
    assert all(why.startswith(f"{CAME}: ") for why in left.values())
    for name in ("c008", "c040"):
        with pytest.raises(Refusal, match="nothing that was handed in"):
            write_feedback(listed, cohort, candidates=[name])


@pytest.mark.parametrize("ending", NO_HAND_INS)
def test_a_file_that_is_no_hand_in_is_whose_name_it_bears(listed, cohort, downloads, ending):
    names = (
        f"Anna Maria Brown.{ending}", f"c005.{ending}", f"Brown, Personc009 - essay.{ending}",
        f"Personc010_Brown_1a.{ending}", f"screenshot Personc011 Brown.{ending}",
    )  # fmt: skip
    for number, name in enumerate(names):
        (downloads / name).write_bytes(b"%d no notebook" % number)
    items = collect(listed, cohort, downloads).items
    assert {(item.candidate, item.state) for item in items} == {
        (name, REFUSED) for name in ("c004", "c005", "c009", "c010", "c011")
    }
    assert {left.candidate for left in all_not_taken(listed, cohort)} == {"c004", "c005", "c009", "c010", "c011"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", b"a picture"), ("essay.docx", b"PK"), ("page.html", b"<html>"), ("essay.pdf", b"%PDF"),
        ("work.zip", zip_of({"work/1a-t1.json": b"{}"})), ("empty.zip", zip_of({})), ("broken.zip", b"PK" + bytes(50)),
        ("1a.rar", b"Rar!"), ("scans.zip", zip_of({"one.png": b"1", "two.png": b"2"})), ("link.url", b"[x]"),
        ("nothing.npqml.zip", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
@pytest.mark.parametrize("whose", ["Anna Maria Brown", "Jo Stranger", ""])
def test_whatever_came_is_said_to_be_somebody_s_or_dismissed_and_the_list_is_empty(
    run, listed, cohort, downloads, name, content, whose
):
    path = downloads / name
    path.write_bytes(content)
    if whose:
        path = downloads / "moodle.zip"
        path.write_bytes(zip_of({on_moodle(whose, 4, name): content}))
    code, words = run("collect", cohort, str(path))
    assert code == 1
    keys = re.findall(rf"npqml collect {cohort} --dismiss (\w+)", words)
    assert (
        len(keys) == len(list(unsettled(listed, cohort))) == len(re.findall(r"^\S+ \S+ refused ", words, re.MULTILINE))
    )
    if whose != "Anna Maria Brown":
        own = downloads / name
        own.write_bytes(content)
        code, words = run("collect", cohort, str(own), "--candidate", "c004")
        assert "Traceback" not in words
        assert "found 0 hand-ins" not in words
        assert "c004" in words
        keys = re.findall(rf"npqml collect {cohort} --dismiss (\w+)", words)
    assert {left.candidate for left in all_not_taken(listed, cohort)} == {"c004"}
    assert stands_of(listed, cohort).modules[0].came == ("c004",)
    code, words = run("collect", cohort, *(word for key in keys for word in ("--dismiss", key)))
    assert code == 0
    assert words.count("dismissed") == len(keys)
    assert list(unsettled(listed, cohort)) == []
    assert "c004" in stands_of(listed, cohort).modules[0].missing
    record = next(left for left in ever_not_taken(listed, cohort) if left.candidate == "c004")
    assert record.settlement is not None
    assert (record.settlement.how, bool(record.settlement.by)) == (How.DISMISSED, True)
    # The same download again asks nothing, and says what became of it.
    found = collect(listed, cohort, path)
    assert {item.state for item in found.items} == {SETTLED}
    assert found.fine
    assert list(unsettled(listed, cohort)) == []


def test_the_same_from_two_accounts_that_nobody_knows_is_two_things(listed, cohort, downloads):
    (downloads / "moodle.zip").write_bytes(
        zip_of({on_moodle("Jo Stranger", 1, "a.docx"): b"PK", on_moodle("Max Muster", 2, "a.docx"): b"PK"})
    )
    collect(listed, cohort, downloads / "moodle.zip")
    one, two = all_not_taken(listed, cohort)
    dismiss(listed, cohort, [one.key])
    assert all_not_taken(listed, cohort) == [two]
    assert sorted(item.state for item in collect(listed, cohort, downloads / "moodle.zip").items) == [REFUSED, SETTLED]


def test_a_key_that_is_none_or_settled_is_refused_with_those_that_there_are(run, listed, cohort, downloads):
    (downloads / "c004.docx").write_bytes(b"PK")
    (downloads / "c005.docx").write_bytes(b"PK")
    collect(listed, cohort, downloads)
    one, two = all_not_taken(listed, cohort)
    assert one.key != two.key
    for wrong in ("", "12", "zzzzzzzz", "c004.docx", f"{one.key}x"):
        with pytest.raises(Refusal, match=one.key):
            dismiss(listed, cohort, [two.key, wrong])
    assert len(all_not_taken(listed, cohort)) == 2
    kept = listed.root / "submitted" / ".not-taken" / cohort / "c004"
    dismiss(listed, cohort, [str(next(path for path in kept.iterdir() if path.is_dir()))])
    with pytest.raises(Refusal, match="It was dismissed on"):
        dismiss(listed, cohort, [one.key])
    code, _ = run("collect", cohort, str(downloads), "--dismiss", two.key)
    assert code == 2


def test_as_many_lines_are_said_as_are_shown_and_the_same_download_again_lists_nothing_anew(
    run, desk, listed, cohort, downloads
):
    packed = desk.pack("c013", t1={"on_roll": "10"})
    book = (desk.work("c020") / "1a-analyse-performance-data.ipynb").read_bytes()
    files = {
        on_moodle("Personc001 Brown", 1, "1a.npqml.zip"): desk.pack("c001", **RIGHT),
        on_moodle("Personc002 Brown", 2, "essay.docx"): b"PK an essay",
        on_moodle("Personc003 Brown", 3, "work.zip"): zip_of({"work/1a-t1.json": b"{}"}),
        on_moodle("Personc012 Brown", 4, "1a.npqml.zip"): packed,
        on_moodle("Jo Stranger", 5, "notes.pdf"): b"%PDF",
        on_moodle("Personc020 Brown", 6, "mine.ipynb"): book,
    }
    path = downloads / "moodle.zip"
    path.write_bytes(zip_of(files))
    for turn in range(2):
        words = "\n".join(lines(collect(listed, cohort, path)))
        summary = words.rpartition("\n")[2]
        said = {what: int(count) for what, count in (part.rsplit(": ", 1) for part in summary.split("; "))}
        shown = [line for line in words.splitlines() if re.match(r"(?:c\d{3}|nobody) ", line)]
        for state in (TAKEN, "taken, cannot be graded", TWICE, REFUSED, SETTLED):
            assert sum(bool(re.match(rf"\S+ \S+ {state} ", line)) for line in shown) == said[state], (turn, state)
        code, words = run("overview", cohort)
        assert code == 0
        head, *listed_lines = words[words.index("To settle") :].splitlines()
        assert head == f"To settle ({len(listed_lines)}):"
        assert len(listed_lines) == said[REFUSED] == 4
        (total,) = [line for line in table_lines([stands_of(listed, cohort)]) if "to settle" in line]
        assert f"{len(listed_lines)} things" in total
    own = downloads / "1a (1).npqml.zip"
    own.write_bytes(packed)
    collect(listed, cohort, own, candidate="c012")
    dismiss(listed, cohort, [left.key for left in all_not_taken(listed, cohort)])
    found = collect(listed, cohort, path)
    assert found.fine
    assert {item.state for item in found.items} == {TWICE, SETTLED}
    assert not any("To settle" in line for line in id_lines(stands_of(listed, cohort)))


def test_what_is_nobody_s_and_names_somebody_goes_with_them(listed, cohort, downloads):
    (downloads / "moodle.zip").write_bytes(
        zip_of(
            {
                on_moodle("Anna Maria Brown", 1, "c009 essay.docx"): b"PK",
                on_moodle("Personc003 Brown", 2, "essay.docx"): b"PK",
                on_moodle("Jo Stranger", 3, "essay.docx"): b"PK",
            }
        )
    )
    collect(listed, cohort, downloads / "moodle.zip")
    assert sorted(left.candidate for left in all_not_taken(listed, cohort)) == ["", "", "c003"]
    with zipfile.ZipFile(write_everything(listed, held_on(listed, cohort, "c004"), downloads / "asked")) as archive:
        assert sum("/.nobody/" in name for name in archive.namelist()) == 1
    remove(listed, held_on(listed, cohort, "c003"))
    remove(listed, held_on(listed, cohort, "c004"))
    (left,) = all_not_taken(listed, cohort)
    assert "Jo Stranger" in left.arrival.shown


def test_one_person_s_file_settles_nothing_of_another_s_who_sent_the_same(desk, listed, cohort, downloads):
    packed = desk.pack("c013", say="", t1={"on_roll": "10"})
    (downloads / "moodle.zip").write_bytes(
        zip_of(
            {
                on_moodle("Anna Maria Brown", 1, "template.docx"): b"PK",
                on_moodle("Personc003 Brown", 2, "template.docx"): b"PK",
                on_moodle("Personc013 Brown", 3, "1a.npqml.zip"): packed,
                on_moodle("Jo Stranger", 4, "1a.npqml.zip"): packed,
            }
        )
    )
    for _ in range(2):
        collect(listed, cohort, downloads / "moodle.zip")
        assert sorted(left.candidate for left in all_not_taken(listed, cohort)) == ["", "c003", "c004"]
    (downloads / "template.docx").write_bytes(b"PK")
    collect(listed, cohort, downloads / "template.docx", candidate="c004")
    assert sorted(left.candidate for left in all_not_taken(listed, cohort)) == ["", "c003", "c004"]


def test_what_is_kept_can_be_given_to_somebody_else_and_what_was_dismissed_comes_back_by_hand(
    listed, cohort, downloads
):
    (downloads / "c004.docx").write_bytes(b"PK")
    collect(listed, cohort, downloads)
    kept = next(path for path in (listed.root / "submitted/.not-taken" / cohort / "c004").iterdir() if path.is_dir())
    (item,) = collect(listed, cohort, kept, candidate="c005").items
    assert (item.state, item.candidate) == (REFUSED, "c005")
    assert sorted(left.candidate for left in all_not_taken(listed, cohort)) == ["c004", "c005"]
    dismiss(listed, cohort, [left.key for left in all_not_taken(listed, cohort)])
    assert not kept.exists()
    assert collect(listed, cohort, downloads).fine
    assert not collect(listed, cohort, downloads / "c004.docx", candidate="c004").fine
    assert [left.candidate for left in all_not_taken(listed, cohort)] == ["c004"]

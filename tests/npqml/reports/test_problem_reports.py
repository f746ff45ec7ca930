from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from npqml.cli.problem_reports import add_to, lines
from npqml.cli.reports import add_to as add_report
from npqml.grading.cleaning.line import harmless_line
from npqml.grading.engine import grade
from npqml.grading.result import Result, TaskResult, read_results, result_path, save_result
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.problem_reports import Listing, problems, waiting
from npqml.simulation.candidates import simulate
from npqml_widgets.tasks.problemreport import Report
from npqml_widgets.tasks.states import TaskState

COHORTS = Path(__file__).parents[3] / "course" / "cohorts"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
VARIANT = {"module": "1a", "school": "Quarrybeck High School", "phase": "secondary", "standard": 5}
READ = "We read your answer as 11 pupils."


@pytest.fixture
def course(place: Place, cohort: str) -> Place:
    """Give the small course with a cohort's file."""
    (place.course / "cohorts").mkdir()
    shutil.copyfile(COHORTS / "demo-secondary.toml", place.course / "cohorts" / f"{cohort}.toml")
    return place


def send(place: Place, candidate: str, content: bytes | dict[str, object], module: str = "1a") -> Path:
    """Put a file of reports where a candidate's submission has it: these bytes, or a good file of these entries."""
    work = place.submitted("demo-small") / candidate / module / "work"
    work.mkdir(parents=True, exist_ok=True)
    whole = content if isinstance(content, bytes) else json.dumps({"schema": 1, "reports": content}).encode()
    (work / "problems.json").write_bytes(whole)
    return work / "problems.json"


def entry(words: str = "The table is blank.", hours: int = 0, **changes: object) -> dict[str, object]:
    when = (NOON + timedelta(hours=hours)).isoformat()
    return {
        "words": words, "when": when, "values": {"on_roll": "11"}, "read_as": READ,
        "state": "Not yet. You counted the pupils who have left.", "variant": VARIANT, **changes,
    }  # fmt: skip


def listed(place: Place) -> Listing:
    return problems(place, "demo-small")


def shown(place: Place) -> str:
    return "\n".join(lines(listed(place)))


def npqml(place: Place, monkeypatch: pytest.MonkeyPatch, *arguments: str):
    """Run the command in the course's folder."""
    monkeypatch.chdir(place.root)
    app = typer.Typer()
    add_to(app)
    app.callback()(lambda: None)
    return CliRunner().invoke(app, ["problems", *arguments])


def test_reports_are_grouped_by_task_the_newest_first_and_counted(course):
    send(course, "c001", {"1a-t1": entry("First.", 1), "1a-t2": entry("Alone.", 2)})
    send(course, "c002", {"1a-t1": entry("Last.", 3)})
    found = listed(course).as_json()
    assert [(one["task"], one["count"]) for one in found["tasks"]] == [("1a-t1", 2), ("1a-t2", 1)]
    assert [(one["candidate"], one["words"]) for one in found["tasks"][0]["reports"]] == [
        ("c002", "Last."), ("c001", "First."),
    ]  # fmt: skip
    assert found["unread"] == []


def test_a_report_on_a_page_of_the_documents_is_listed_by_that_task_s_own_name(course):
    send(course, "c001", {"start-number": entry("25 is not taken.")}, "assessment")
    assert [one.words for one in listed(course).tasks["start-number"]] == ["25 is not taken."]
    assert listed(course).unread == ()
    send(course, "c001", {"<b>": entry()}, "assessment")
    assert "which is no task of this module" in listed(course).unread[0]


def test_a_report_names_all_that_builds_the_same_page_again(course):
    send(course, "c001", {"1a-t1": entry()})
    [one] = listed(course).tasks["1a-t1"]
    assert (one.words, one.answer, one.when) == ("The table is blank.", READ, NOON)
    assert one.variant == {
        "cohort": "demo-small", "seed": 20262, "school": "Quarrybeck High School", "phase": "secondary", "standard": 5,
    }  # fmt: skip
    assert one.differs == ()


def test_a_variant_is_known_by_the_seed_that_it_was_built_with(course, cohort):
    [path] = (course.release(cohort) / "1a").glob("*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["npqml"] = {"seed": 11}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    send(course, "c001", {"1a-t1": entry()})
    [one] = listed(course).tasks["1a-t1"]
    assert (one.variant["seed"], one.differs) == (11, ("seed",))


def test_a_page_that_was_built_otherwise_than_the_cohorts_file_says_is_pointed_out(course):
    send(course, "c001", {"1a-t1": entry(variant={"seed": 7, "school": "Other School", "phase": "secondary"})})
    [one] = listed(course).tasks["1a-t1"]
    assert one.differs == ("school", "seed")
    assert "    Variant   > school Other School; seed 7" in shown(course)


def test_an_answer_that_was_never_read_is_listed_as_it_was_entered(course):
    send(course, "c001", {"1a-t1": entry(read_as="", values={"low": "abc", "high": ["x"]})})
    assert listed(course).tasks["1a-t1"][0].answer == "low: abc; high: ['x']"


def test_what_grading_made_of_the_task_stands_beside_the_report(course):
    send(course, "c001", {"1a-t1": entry(), "1a-1-q1": entry()})
    task = TaskResult("1a-t1", "Task 1: roll", "1.1.1", 0, 2, TaskState.NOT_YET, READ, "Leavers.", "leavers-counted")
    save_result(course, Result("c001", "1a", "demo-small", "graded", tasks=(task,)))
    [one] = listed(course).tasks["1a-t1"]
    assert (one.mark, one.max_mark, one.state, one.mistake) == (0, 2, "not yet", "leavers-counted")
    assert "Graded: not yet, 0 of 2, leavers-counted." in shown(course)
    assert listed(course).tasks["1a-1-q1"][0].mark is None
    result_path(course, "demo-small", "c001", "1a").write_text("{")
    assert listed(course).tasks["1a-t1"][0].state == ""
    assert "result of grading cannot be read" in listed(course).unread[0]


DAMAGED = {
    "truncated": (b'{"schema": 1, "rep', "damaged"),
    "not text": (b"\xff\xfe\x00", "damaged"),
    "deep": (b"[" * 100_000, "damaged"),
    "a huge number": (b'{"schema": ' + b"9" * 5000 + b"}", "damaged"),
    "oversized": (b" " * 200_001, "200 kB"),
    "newer": (b'{"schema": 2}', "newer version"),
    "of another module": (json.dumps({"schema": 1, "reports": {"2b-t1": entry()}}).encode(), "no task of this module"),
    "with a forged task": (json.dumps({"schema": 1, "reports": {"1a-\x1b[2J": entry()}}).encode(), "no task"),
    "at the end of time": (
        json.dumps({"schema": 1, "reports": {"1a-t1": entry(when="9999-12-31T23:59:59Z")}}).encode(),
        "damaged",
    ),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_file_that_cannot_be_read_is_named_in_one_line_and_stops_nothing(course, kind):
    content, why = DAMAGED[kind]
    send(course, "c001", content)
    send(course, "c002", {"1a-t1": entry()})
    found = listed(course)
    assert [one.candidate for one in found.tasks["1a-t1"]] == ["c002"]
    [line] = found.unread
    assert line.startswith("c001, 1a: work/problems.json was not read: ")
    assert why in line
    assert line.isprintable()


def test_a_link_or_a_folder_is_not_followed(course, tmp_path):
    path = send(course, "c001", {"1a-t1": entry("Secret.")})
    path.rename(tmp_path / "secret.json")
    path.symlink_to(tmp_path / "secret.json")
    linked = send(course, "c002", {})
    linked.unlink()
    linked.parent.rmdir()
    linked.parent.symlink_to(path.parent)
    folder = send(course, "c003", {})
    folder.unlink()
    folder.mkdir()
    found = listed(course)
    assert found.tasks == {}
    assert [line[:4] for line in found.unread] == ["c001", "c002", "c003"]


def test_a_file_that_a_page_has_put_aside_is_named(course):
    send(course, "c001", {"1a-t1": entry()}).with_name("problems.damaged-20261124T120000").write_text("{")
    assert "put a damaged file aside" in listed(course).unread[0]
    assert list(listed(course).tasks) == ["1a-t1"]


FORGED = "\x1b[2J\x1b]0;owned\x07Fine.\r\n  c009, 1 May 2026. Graded: right, 2 of 2.\u2028\u202eback\x9b31m\x08\ud800"


def test_a_report_can_neither_steer_the_terminal_nor_pass_for_a_line_of_the_listing(course):
    hostile = entry(FORGED, read_as=FORGED, state=FORGED, variant={"school": FORGED})
    send(course, "c001", {"1a-t1": hostile})
    for line in lines(listed(course)):
        assert line.isprintable()
        assert len(line) <= 79
        assert "c009" not in line or line.startswith(
            ("    Report    > ", "    Answer    > ", "              > ", "    Page said > ", "    Variant   > ")
        )
    shown(course).encode()


@settings(deadline=None, max_examples=200)
@given(text=st.text() | st.text(alphabet="=+-@\t\r\n \x00\uff1d\uff0b'\"", max_size=20))
def test_no_text_runs_in_a_spreadsheet_or_a_terminal(text):
    found = harmless_line(text, 50)
    assert found.isprintable()
    assert len(found) <= 51
    assert not found.startswith(("=", "+", "-", "@", "＝", "＋"))
    row = next(csv.reader(io.StringIO(f'"{found.replace(chr(34), chr(34) * 2)}",next\n')))
    assert row == [found, "next"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("words", "when", "values", "read_as", "state", "variant"), json_values),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(task=st.sampled_from(["1a-t1", "1a-", "", "1a-t1\n"]) | st.text(max_size=8), changes=fields)
def test_whatever_stands_in_a_file_the_listing_is_made(course, task, changes):
    send(course, "c001", {task: entry(**changes)})
    send(course, "c002", {"1a-t3": entry()})
    found = listed(course)
    assert "1a-t3" in found.tasks
    assert all(line.isprintable() for line in lines(found))
    json.loads(json.dumps(found.as_json(), default=str, allow_nan=False))


def test_long_words_are_cut(course):
    send(course, "c001", {"1a-t1": entry("a" * 5000)})
    assert listed(course).tasks["1a-t1"][0].words == "a" * 999 + "…"


def test_the_command_lists_them_and_gives_one_object_as_json(course, monkeypatch):
    send(course, "c001", {"1a-t1": entry("=1+1")})
    done = npqml(course, monkeypatch, "demo-small")
    assert done.exit_code == 0
    assert "1 report of a problem, on 1 task. Cohort demo-small, seed 20262." in done.stdout
    assert "    Report    > '=1+1" in done.stdout
    found = json.loads(npqml(course, monkeypatch, "demo-small", "--module", "1a", "--json").stdout)
    assert (found["cohort"], found["seed"], found["tasks"][0]["reports"][0]["words"]) == ("demo-small", 20262, "'=1+1")


def test_only_the_modules_asked_for_are_listed_and_an_unknown_one_is_refused(course):
    send(course, "c001", {"1a-t1": entry()})
    assert listed(course).tasks
    assert problems(course, "demo-small", modules=["1a"]).tasks
    with pytest.raises(Refusal, match="no folder for this module"):
        problems(course, "demo-small", modules=["9z"])


def test_where_nothing_is_reported_that_is_said(course):
    assert shown(course) == "0 reports of a problem, on 0 tasks. Cohort demo-small, seed 20262."


@pytest.mark.slow
def test_a_report_changes_no_mark(course, cohort):
    simulate(course, cohort, 1, seed=3)
    first = course.submitted(cohort) / "c001"
    for copy, content in (("good", {"1a-t1": entry()}), ("bad", b"[" * 100_000)):
        shutil.copytree(first, course.submitted(cohort) / copy)
        send(course, copy, content)
    grade(course, cohort)
    found = {one.candidate: one for one in read_results(course, cohort)}
    assert found["c001"].tasks == found["good"].tasks == found["bad"].tasks
    assert found["c001"].state == found["good"].state == found["bad"].state


def test_a_report_as_a_page_writes_it_is_listed(course, tmp_path, monkeypatch):
    from npqml_widgets.tasks import problemreport

    folder = course.submitted("demo-small") / "c001" / "1a"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    report = Report("The table is blank.", NOON, {"on_roll": "11"}, READ, "Not yet.", VARIANT)
    problemreport.keep("1a-t1", report)
    assert [one.words for one in listed(course).tasks["1a-t1"]] == ["The table is blank."]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([], ""),
        ([{"1a-t1": entry()}], "1 report of a problem on 1 task: see them with npqml problems demo-small"),
        (
            [{"1a-t1": entry(), "1a-t2": entry()}, {"1a-t1": entry()}, b"{"],
            "3 reports of a problem on 2 tasks and 1 file of reports that could not be read: see them with "
            "npqml problems demo-small",
        ),
        ([{"2b-t1": entry()}], "1 file of reports that could not be read: see them with npqml problems demo-small"),
    ],
)
def test_what_waits_is_counted_as_it_is_listed(course, sent, words):
    for number, content in enumerate(sent):
        send(course, f"c{number}", content)
    found = waiting(course, "demo-small")
    assert found.sentence("demo-small") == words
    assert (found.reports, found.unread) == (sum(map(len, listed(course).tasks.values())), len(listed(course).unread))


def test_the_cohorts_report_says_that_problem_reports_wait(course, monkeypatch):
    simulate(course, "demo-small", 1, seed=3)
    grade(course, "demo-small")
    page = course.reports("demo-small") / "index.html"
    assert "of a problem" not in report(course, monkeypatch).stdout + page.read_text(encoding="utf-8")
    send(course, "c001", {"1a-t1": entry("<b>The table is blank.</b>")})
    said = report(course, monkeypatch).stdout
    assert said.endswith("1 report of a problem on 1 task: see them with npqml problems demo-small\n")
    assert "1 report of a problem on 1 task" in page.read_text(encoding="utf-8")
    assert json.loads(report(course, monkeypatch, "--json").stdout)["problem_reports"] == 1


def report(place: Place, monkeypatch: pytest.MonkeyPatch, *arguments: str):
    """Run `npqml report` in the course's folder."""
    monkeypatch.chdir(place.root)
    app = typer.Typer()
    add_report(app)
    return CliRunner().invoke(app, ["report", "demo-small", *arguments], catch_exceptions=False)

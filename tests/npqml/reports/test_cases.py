"""What a facilitator sees of a cohort's ways through the cases: numbers, no names, and no group under the minimum."""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from npqml.cli.reports import add_to
from npqml.place import Place
from npqml.reports.cases import Picture, pictures_of_cases, write_cases
from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import Case
from npqml_widgets.documents.scenario.path import CasePath, choose, where
from npqml_widgets.keeping.plain import to_plain

COURSE = Path(__file__).parents[3] / "course"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
COHORT = "demo-secondary"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    shutil.copytree(COURSE, tmp_path / "course")
    return Place(tmp_path)


@pytest.fixture
def case() -> Case:
    return load_case(COURSE / "cases" / "case-hard-conversation.toml")


def file_of(place: Place, case: Case, candidate: str) -> Path:
    path = place.submitted(COHORT) / candidate / "3c" / "work" / f"case-{case.id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def send(place: Place, case: Case, candidate: str, seed: int) -> None:
    """Hand in a way that was taken by chance, to an end."""
    way, chance = CasePath(case.id), random.Random(seed)
    while where(case, way).id in case.situations:
        offered = case.situations[where(case, way).id].choice
        way = choose(case, way, chance.choice(offered[:2]).id, at=NOON)
    kept = {"schema": 1, "kind": "CasePath", "revision": 1, "saved": NOON.isoformat(), "document": to_plain(way)}
    file_of(place, case, candidate).write_text(json.dumps(kept))


def picture_of(place: Place, case: Case) -> Picture:
    return next(one for one in pictures_of_cases(place, COHORT) if one.case.id == case.id)


def test_ways_are_counted_and_no_number_under_the_minimum_is_shown(place, case):
    for number in range(40):
        send(place, case, f"c{number:03}", number)
    found = picture_of(place, case)
    assert found.counts.people == 40
    shown = [one.people for one in found.counts.counts if one.people]
    assert shown
    assert min(shown) >= 6
    page = write_cases(place, COHORT, pictures_of_cases(place, COHORT)).read_text(encoding="utf-8")
    assert case.title in page
    assert not any(f"c{number:03}" in page for number in range(40))
    assert "[@" not in page


def test_of_a_few_people_nothing_is_shown(place, case):
    for number in range(5):
        send(place, case, f"c{number:03}", number)
    found = picture_of(place, case)
    assert found.counts.people is None
    assert "Fewer than 6 people" in write_cases(place, COHORT, [found]).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b'{"document": {"steps": 3}}', b'{"document": null}'])
def test_a_file_that_cannot_be_read_is_counted_apart_and_stops_nothing(place, case, content):
    for number in range(8):
        send(place, case, f"c{number:03}", 1)
    file_of(place, case, "c100").write_bytes(content)
    file_of(place, case, "c101").symlink_to(file_of(place, case, "c000"))
    found = picture_of(place, case)
    assert (found.counts.people, found.unread) == (8, 2)


def test_the_command_prints_what_is_shown_and_where_the_page_is(place, case, monkeypatch):
    for number in range(8):
        send(place, case, f"c{number:03}", 1)
    monkeypatch.chdir(place.root)
    app = typer.Typer()
    add_to(app)
    done = CliRunner().invoke(app, ["cases", COHORT])
    assert done.exit_code == 0, done.output
    assert f"{case.title}: 8 people." in done.output
    assert "cases.html" in done.output
    found = json.loads(CliRunner().invoke(app, ["cases", COHORT, "--json"]).stdout)
    assert [one["people"] for one in found["cases"] if one["case"] == case.id] == [8]

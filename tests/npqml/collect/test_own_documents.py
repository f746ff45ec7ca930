"""The assessment's pages: packed by their candidate, collected, left alone by grading, and counted in the cases."""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.assessment import build_assessment
from npqml.collect.own_documents import NONE_CAME
from npqml.collect.report import BESIDE, CHANGED, OLDER, REFUSED, TAKEN, TWICE
from npqml.collect.run import collect
from npqml.course.cohort import load_cohort
from npqml.course.framework import load_framework
from npqml.course.sources import load_sources
from npqml.course.sponsors import make_keys, read_sponsors
from npqml.grading.engine import grade
from npqml.grading.result import read_results
from npqml.place import Place
from npqml.refusal import Refusal
from npqml.reports.cases import pictures_of_cases
from npqml_widgets.documents.coursepages import FINDING
from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.path import CasePath, choose, where
from npqml_widgets.forms.handin import HandInForm
from npqml_widgets.keeping import clock
from npqml_widgets.keeping.documents import as_json
from npqml_widgets.keeping.plain import to_plain
from tests.npqml.collect.conftest import NAMES, unzipped, zip_of
from tests.npqml.grading.conftest import Sender
from tests.npqml_widgets.documents.sponsor.sponsors import ANSWER, answered, sealed

COURSE = Path(__file__).parents[3] / "course"
CASE = load_case(COURSE / "cases" / "case-hard-conversation.toml")
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
COHORT = "demo-secondary"
PAGES = ("case-hard-conversation", "learning-log", "risk-register", "360-feedback")


@pytest.fixture
def course(place: Place, cohort: str, tmp_path: Path) -> Place:
    """Give the real course with its assessment built, and the small module beside it."""
    root = Place(tmp_path / "real")
    shutil.copytree(COURSE, root.course)
    for small, real in ((place.source, root.source), (place.release, root.release)):
        shutil.copytree(small(cohort), real(COHORT))
    root.gradebook(COHORT).parent.mkdir()
    shutil.copyfile(place.gradebook(cohort), root.gradebook(COHORT))
    build_assessment(
        root, load_cohort(root.course, COHORT), load_sources(root.course), load_framework(root.course)
    )  # fmt: skip
    rows = "".join(f"{key},{name}\n" for key, name in NAMES.items())
    root.submitted(COHORT).mkdir(parents=True)
    (root.submitted(COHORT) / "candidates.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    return root


@pytest.fixture
def packed(course: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give what packs a candidate's documents on the page itself, and returns the file's bytes."""

    def pack(candidate: str, *, page: str = PAGES[0], seed: int | None = 1, hours: int = 0, **more: bytes) -> bytes:
        folder = tmp_path / "homes" / candidate / "assessment"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(course.release(COHORT) / "assessment", folder)
        (folder / "work").mkdir()
        if seed is not None:
            (folder / "work" / f"case-{CASE.id}.json").write_text(json.dumps(way(seed, hours)))
        for name, content in more.items():
            (folder / "work" / f"{name.replace('_', '-')}.json").write_bytes(content)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("JPY_SESSION_NAME", str(folder / f"{page}.ipynb"))
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=hours))
        form = HandInForm(COHORT, "your documents")
        form.take({"event": "pack", "candidate": candidate})
        monkeypatch.chdir(tmp_path)
        assert form.said[0].startswith("Your documents can be handed in"), form.said
        assert form.packed is not None, form.said
        return form.packed.file.read_bytes()

    return pack


def way(seed: int, hours: int) -> dict[str, object]:
    """Give a way through the case that was taken by chance, as it is kept."""
    taken, chance, at = CasePath(CASE.id), random.Random(seed), NOON + timedelta(hours=hours)
    while where(CASE, taken).id in CASE.situations:
        taken = choose(CASE, taken, chance.choice(CASE.situations[where(CASE, taken).id].choice[:2]).id, at=at)
    return {"schema": 1, "kind": "CasePath", "revision": 1, "saved": at.isoformat(), "document": to_plain(taken)}


def download(tmp_path: Path, files: dict[str, bytes]) -> Path:
    path = tmp_path / f"download-{len(list(tmp_path.glob('download-*')))}.zip"
    path.write_bytes(zip_of(files))
    return path


def test_every_page_of_the_assessment_on_which_something_is_kept_ends_with_check_and_pack(course):
    pages = sorted((course.release(COHORT) / "assessment").glob("*.ipynb"))
    assert [page.stem for page in pages] == sorted(path.stem for path in (COURSE / "assessment").glob("*.md"))
    for page in pages:
        if page.name in FINDING:
            continue
        cells = ["".join(cell["source"]) for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]]
        assert any('_hand_in("demo-secondary", "your documents")' in cell for cell in cells), page.name
        assert any("What the raters of a 360 round wrote is never packed" in cell for cell in cells), page.name


def test_ways_through_a_case_reach_the_facilitators_page(course, packed, tmp_path):
    files = {f"{name}.npqml.zip": packed(name, seed=number) for number, name in enumerate(list(NAMES)[:8])}
    found = collect(course, COHORT, download(tmp_path, files))
    assert [(item.state, item.module, item.reasons) for item in found.items] == [(TAKEN, "assessment", ())] * 8
    assert not found.same
    assert next(one for one in pictures_of_cases(course, COHORT) if one.case.id == CASE.id).counts.people == 8


@pytest.mark.parametrize("page", PAGES)
def test_any_page_packs_all_that_is_kept_and_never_what_raters_wrote(packed, page):
    inside = unzipped(packed("c001", page=page, learning_log=b"{}", **{"360-round": b"{}"}))
    assert {"work/case-hard-conversation.json", "work/learning-log.json", f"{page}.ipynb"} <= set(inside)
    assert not any("360-round" in name for name in inside)


def test_a_sponsor_s_answer_goes_along_and_is_checked_and_no_release_holds_a_key(course, packed, tmp_path):
    make_keys(course, COHORT)
    keys = {who: sponsor.key for who, sponsor in read_sponsors(course, COHORT).items()}
    sheets = {
        "c001": answered(sealed(ANSWER, keys["c001"])),
        "c002": answered(sealed(evolve(ANSWER, request=evolve(ANSWER.request, candidate="c002")), keys["c001"])),
    }
    files = {
        f"{who}.npqml.zip": packed(who, sponsor_comments=as_json(evolve(sheet, candidate=who), 1, NOON))
        for who, sheet in sheets.items()
    }
    found = {item.candidate: item for item in collect(course, COHORT, download(tmp_path, files)).items}
    assert [item.state for item in found.values()] == [TAKEN, TAKEN]
    assert found["c001"].reasons[-1].startswith("Sponsor: The sponsor's comments: checked.")
    assert found["c002"].reasons[-1].startswith("Sponsor: Comments that came back: they do not fit")
    released = b"".join(path.read_bytes() for path in course.release(COHORT).rglob("*") if path.is_file())
    assert not any(key.encode() in released for key in keys.values())


@pytest.mark.slow
def test_grading_leaves_them_alone_and_says_nothing_of_them(course, packed, tmp_path):
    collect(course, COHORT, download(tmp_path, {"c001.npqml.zip": packed("c001")}))
    with pytest.raises(Refusal, match="nothing sent in"):
        grade(course, COHORT)
    Sender(course, COHORT, "c002")
    (result,) = grade(course, COHORT).results
    assert (result.candidate, result.module) == ("c002", "1a")
    assert [one.module for one in read_results(course, COHORT)] == ["1a"]
    assert (course.submitted(COHORT) / "c001" / "assessment" / "work").is_dir()


def test_of_two_the_later_counts_and_the_same_again_changes_nothing(course, packed, tmp_path):
    first, second = packed("c001"), packed("c001", seed=2, hours=1)
    assert [one.state for one in collect(course, COHORT, download(tmp_path, {"c001.npqml.zip": second})).items] == [
        TAKEN
    ]
    assert [one.state for one in collect(course, COHORT, download(tmp_path, {"c001.npqml.zip": second})).items] == [
        TWICE
    ]
    (item,) = collect(course, COHORT, download(tmp_path, {"c001.npqml.zip": first})).items
    assert item.state in (OLDER, BESIDE)
    assert not item.doubt
    kept = course.submitted(COHORT) / "c001" / "assessment" / "work" / "case-hard-conversation.json"
    assert json.loads(kept.read_bytes()) == way(2, 1)


def test_a_page_without_its_documents_is_left_with_what_to_do(course, packed, tmp_path):
    page = unzipped(packed("c001"))["case-hard-conversation.ipynb"]
    (item,) = collect(course, COHORT, download(tmp_path, {"c001/case-hard-conversation.ipynb": page})).items
    assert (item.state, item.reasons) == (REFUSED, (NONE_CAME,))
    assert not (course.submitted(COHORT) / "c001").exists()


def test_the_whole_folder_with_all_its_pages_is_one_hand_in(course, packed, tmp_path):
    packed("c001")
    home = tmp_path / "homes" / "c001" / "assessment"
    files = {
        f"c001/assessment/{path.relative_to(home)}": path.read_bytes() for path in home.rglob("*.*") if path.is_file()
    }
    files = {name: content for name, content in files.items() if not name.endswith((".zip", ".html"))}
    (item,) = collect(course, COHORT, download(tmp_path, files)).items
    assert (item.state, item.candidate, item.module) == (TAKEN, "c001", "assessment")


def test_a_changed_file_and_another_cohorts_are_told_of(course, packed, tmp_path):
    inside = unzipped(packed("c001"))
    changed = inside | {"work/learning-log.json": b"{}"}
    (item,) = collect(course, COHORT, download(tmp_path, {"c001.npqml.zip": zip_of(changed)})).items
    assert item.state == CHANGED
    other = {name: content.replace(b"demo-secondary", b"another-one") for name, content in inside.items()}
    (item,) = collect(course, COHORT, download(tmp_path, {"c002.npqml.zip": zip_of(other)})).items
    assert item.state == REFUSED


def test_documents_that_nothing_can_read_stop_neither_collecting_nor_the_cases(course, packed, tmp_path):
    content = packed("c001", seed=None, **{f"case_{CASE.id}": b"\xff{"})
    (item,) = collect(course, COHORT, download(tmp_path, {"c001.npqml.zip": content})).items
    assert item.state == TAKEN
    assert next(one for one in pictures_of_cases(course, COHORT) if one.case.id == CASE.id).unread == 1


def test_the_same_documents_under_two_ids_are_told_of(course, packed, tmp_path):
    inside = unzipped(packed("c001", seed=4))
    del inside["receipt.json"]
    files = {f"{who}/{name}": content for who in ("c002", "c003") for name, content in inside.items()}
    assert collect(course, COHORT, download(tmp_path, files)).same[0].candidates == ("c002", "c003")

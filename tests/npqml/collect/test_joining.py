"""A notebook and its saved answers that came apart are one hand-in; what is not clear stays, and nothing is lost."""

from __future__ import annotations

import pytest

from npqml.collect.report import REFUSED, SETTLED, TAKEN, TWICE, lines
from npqml.collect.run import collect
from npqml.course.arrivals import read_arrival
from npqml.course.not_taken import all_not_taken, ever_not_taken
from npqml.grading.engine import grade
from npqml.records.person.taking_back import take_back
from tests.npqml.collect.conftest import everything, put, zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "ehc"}}
WHO = "Anna Maria Brown"
ACCOUNT = f"{WHO}_47_assignsubmission_file_"


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


def parts(desk, candidate: str = "c004", **answers) -> tuple[bytes, dict[str, bytes]]:
    """The notebook and the saved answers of a candidate, apart."""
    files = everything(desk.work(candidate, **(answers or RIGHT)))
    return files[BOOK], {name: content for name, content in files.items() if name.startswith("work/")}


@pytest.mark.parametrize("kind", ["zip", "zip of a folder", "work", "loose"])
@pytest.mark.parametrize("answers_first", [True, False])
def test_they_are_put_together_whichever_comes_first(desk, listed, cohort, downloads, kind, answers_first):
    book, work = parts(desk)
    put(downloads, f"b/{WHO}/{BOOK}", book)
    if kind.startswith("zip"):
        named = {f"1a/{name}" if "folder" in kind else name: content for name, content in work.items()}
        put(downloads, f"a/{WHO}/work.zip", zip_of(named))
    for name, content in work.items() if not kind.startswith("zip") else ():
        put(downloads, f"a/{WHO}/{name.removeprefix('work/') if kind == 'loose' else name}", content)
    sources = [downloads / "a", downloads / "b"]
    for source in sources if answers_first else sources[::-1]:
        found = collect(listed, cohort, source)
    assert found.fine, list(lines(found))
    assert [item.state for item in found.items] == [TAKEN]
    assert "were put in its folder work" in "\n".join(lines(found))
    assert all_not_taken(listed, cohort) == []
    (result,) = grade(listed, cohort).results
    assert (result.candidate, result.mark) == ("c004", 6)
    # Again, apart, in either order, and together: nothing new, and nothing is asked.
    for source in (*sources, downloads):
        again = collect(listed, cohort, source)
        assert again.fine, list(lines(again))
        assert {item.state for item in again.items} <= {TWICE, SETTLED}
        assert "is kept in" not in "\n".join(lines(again))
        assert all_not_taken(listed, cohort) == []
    assert {item.state for item in again.items} == {TWICE}
    (result,) = grade(listed, cohort).results
    assert result.mark == 6


@pytest.mark.parametrize(
    "home", [f"{WHO}/{{}}", f"{ACCOUNT}/{{}}", "brownannamaria_306_9006_{}", "c004/{}", "c004 {}"]
)  # fmt: skip
@pytest.mark.parametrize("zipped", [True, False])
def test_in_one_download_they_are_one_hand_in(desk, listed, cohort, downloads, home, zipped):
    book, work = parts(desk)
    files = {home.format("work.zip"): zip_of(work), home.format(BOOK): book}
    for name, content in files.items():
        put(downloads / "all", name, content)
    put(downloads, "all.zip", zip_of(files))
    for _ in range(2):
        found = collect(listed, cohort, downloads / ("all.zip" if zipped else "all"))
        assert found.fine, list(lines(found))
        assert len(found.items) == 1
    (result,) = grade(listed, cohort).results
    assert (result.candidate, result.mark) == ("c004", 6)
    for source in ("all", "all.zip"):
        assert collect(listed, cohort, downloads / source).fine


def test_a_part_of_what_was_taken_back_is_not_credited_again(desk, listed, cohort, downloads):
    book, work = parts(desk)
    put(downloads, f"b/{WHO}/{BOOK}", book)
    put(downloads, f"a/{WHO}/work.zip", zip_of(work))
    collect(listed, cohort, downloads)
    put(downloads, "own/c004.npqml.zip", desk.pack("c004", t1={"on_roll": "9"}))
    (item,) = collect(listed, cohort, downloads / "own").items
    take_back(listed, cohort, "c004", "1a", listed.root / (item.replaced or item.aside))
    assert [item.state for item in collect(listed, cohort, downloads / "b").items] == [SETTLED]


def test_it_came_when_the_later_part_of_it_did(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "deadlines.toml").write_text("[deadline]\n1a = 2026-11-19\n")
    book, work = parts(desk)
    put(downloads, "all.zip", zip_of({f"{ACCOUNT}/{BOOK}": book}))
    put(downloads, f"mail/{WHO}/work.zip", zip_of(work))
    (item,) = collect(listed, cohort, downloads / "all.zip").items
    assert item.late
    (item,) = collect(listed, cohort, downloads / "mail").items
    assert (item.state, item.when, item.late) == (TAKEN, None, "")
    assert "late or not is not known" in "\n".join(item.lines())
    assert read_arrival(listed, cohort, "c004", "1a").in_download


def test_answers_of_another_person_or_two_that_may_belong_are_left_and_kept(desk, listed, cohort, downloads):
    book, work = parts(desk)
    _, other = parts(desk, "c005", t1={"on_roll": "9"})
    put(downloads, "a/c005/work.zip", zip_of(other))
    put(downloads, "b/c004/one/work.zip", zip_of(work))
    put(downloads, "b/c004/two/work.zip", zip_of(other))
    put(downloads, f"c/c004/{BOOK}", book)
    for name in "abcabc":
        collect(listed, cohort, downloads / name)
        left = {(left.candidate, left.content) for left in all_not_taken(listed, cohort)}
    assert sorted(candidate for candidate, _ in left) == ["c004", "c004", "c005"]
    kept = listed.root / "submitted" / ".not-taken" / cohort
    assert sum(path.is_dir() for path in kept.glob("c004/*")) == 2
    # The packed file makes up for all of it.
    put(downloads, "d/c004.npqml.zip", desk.pack("c004", **RIGHT))
    collect(listed, cohort, downloads / "d")
    assert [left.candidate for left in all_not_taken(listed, cohort)] == ["c005"]


@pytest.mark.parametrize("what", ["work.zip", "1a c004.npqml.zip", "essay.docx"])
def test_what_cannot_be_graded_settles_nothing(desk, listed, cohort, downloads, what):
    book, _ = parts(desk)
    content = {"work.zip": zip_of({"1a/work/1a-t1.json": b"{"}), "essay.docx": b"PK"}.get(what, b"PK cut")
    put(downloads, f"a/c004/{what}", content)
    put(downloads, f"b/c004/{BOOK}", book)
    assert [item.state for item in collect(listed, cohort, downloads / "a").items] == [REFUSED]
    (before,) = all_not_taken(listed, cohort)
    assert not collect(listed, cohort, downloads / "b").fine
    assert all_not_taken(listed, cohort) == [before]
    kept = listed.root / "submitted" / ".not-taken" / cohort / "c004"
    assert [path.read_bytes() for path in kept.rglob("*") if path.is_file() and path.parent != kept]
    assert ever_not_taken(listed, cohort) == [before]


def test_typed_lines_alone_do_not_make_up_for_saved_answers(desk, listed, cohort, downloads):
    book, work = parts(desk)
    typed = book.replace(b"on_roll = answer", b"on_roll = 9\\n# answer", 1)
    put(downloads, "a/c004/work.zip", zip_of(work))
    put(downloads, f"b/c004/{BOOK}", typed)
    collect(listed, cohort, downloads / "a")
    found = collect(listed, cohort, downloads / "b")
    assert [item.state for item in found.items] == [TAKEN]
    assert (listed.submitted(cohort) / "c004" / "1a" / "work" / "1a-t2.json").is_file()
    assert {item.state for item in collect(listed, cohort, downloads / "a").items} == {SETTLED}

"""What computers, browsers and mail programs do to files on the way is known, and one odd name refuses nothing else.

No mirror: it is about names, zips and whole hand-ins together.
"""

from __future__ import annotations

import pytest

from npqml.collect.report import CHANGED, REFUSED, TAKEN, UNGRADABLE
from npqml.collect.run import collect
from npqml.refusal import Refusal
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import look_over
from tests.npqml.collect.conftest import everything, unzipped, zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
RIGHT = {"t1": {"on_roll": "10"}, "t2": {"gap": "4"}, "t4": {"small": "pp"}}


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at("2026-11-20T10:00:00+00:00")


@pytest.mark.parametrize(
    "name", ["Notes: week 3.txt", "why?.csv", "plan ./x.csv", "long " * 41 + ".txt", "aux.txt", "a|b.csv"]
)
def test_one_harmless_name_leaves_that_file_and_nothing_else(desk, listed, cohort, downloads, name):
    files = {**unzipped(desk.pack("c001", **RIGHT)), name: b"mine"}
    (downloads / "c001.zip").write_bytes(zip_of({f"1a/{each}": content for each, content in files.items()}))
    (item,) = collect(listed, cohort, downloads).items
    assert item.candidate == "c001"
    assert item.taken
    assert any("was left out" in words for words in item.repairs)
    assert (listed.submitted(cohort) / "c001" / "1a" / "work" / "1a-t1.json").is_file()


def test_a_file_that_was_left_out_is_no_change_after_packing(desk, listed, cohort, downloads):
    folder = desk.work("c001", **RIGHT)
    (folder / "Notes: week 3.txt").write_text("my own")
    (downloads / "1a.npqml.zip").write_bytes(
        pack(folder, look_over(folder), candidate="c001", cohort=cohort).file.read_bytes()
    )
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == TAKEN
    assert item.repairs == (
        "The file Notes: week 3.txt was left out: its name holds signs that not every computer can write.",
    )


def test_a_name_in_another_form_of_unicode_is_no_change_after_packing(desk, listed, cohort, downloads):
    folder = desk.work("c001", **RIGHT)
    (folder / "plan-e\u0301te\u0301.csv").write_text("a,b\n")
    (downloads / "1a.npqml.zip").write_bytes(
        pack(folder, look_over(folder), candidate="c001", cohort=cohort).file.read_bytes()
    )
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == TAKEN
    assert (listed.submitted(cohort) / "c001" / "1a" / "plan-\u00e9t\u00e9.csv").is_file()


@pytest.mark.parametrize(
    "junk", ["Icon\r", "__MACOSX/1a/._x.ipynb", ".DS_Store", "1a/Thumbs.db", "1a/Icon\r", "DESKTOP.INI"]
)
def test_what_a_system_puts_there_is_passed_over(desk, listed, cohort, downloads, junk):
    files = {f"1a/{name}": content for name, content in everything(desk.work("c001", **RIGHT)).items()}
    (downloads / "c001.zip").write_bytes(zip_of({**files, junk: b"x"}))
    found = collect(listed, cohort, downloads)
    assert [(one.candidate, one.state, one.repairs) for one in found.items] == [("c001", TAKEN, ())]


def test_wrappers_do_not_count_towards_the_length_of_a_name(desk, listed, cohort, downloads):
    wrapper = "/".join(["Submissions for the autumn term", "Leadership: group B?", "week " * 20, "x" * 60])
    files = everything(desk.work("c001", **RIGHT))
    (downloads / "c001.zip").write_bytes(zip_of({f"{wrapper}/{name}": content for name, content in files.items()}))
    (item,) = collect(listed, cohort, downloads).items
    assert (item.candidate, item.state) == ("c001", TAKEN)
    assert everything(listed.submitted(cohort) / "c001" / "1a").keys() == files.keys()


def test_a_name_that_leads_out_still_spoils_the_whole(desk, listed, cohort, downloads):
    files = {**unzipped(desk.pack("c001", **RIGHT)), "Notes: week 3.txt": b"", "x/../../evil.txt": b"evil"}
    (downloads / "1a.npqml.zip").write_bytes(zip_of(files))
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == REFUSED
    assert "leads out of its folder" in item.reasons[0]


@pytest.mark.parametrize(
    "name", ["c001.ipynb.json", "1a c001.ipynb.txt", "c001.json", "c001.txt", "c001.IPYNB", "1a: c001.ipynb"]
)
@pytest.mark.parametrize("zipped", [True, False])
def test_a_renamed_notebook_is_known_by_what_it_holds(desk, listed, cohort, downloads, name, zipped):
    book = (desk.work("c001") / BOOK).read_bytes()
    (downloads / ("all.zip" if zipped else name)).write_bytes(zip_of({name: book}) if zipped else book)
    (item,) = collect(listed, cohort, downloads).items
    assert (item.candidate, item.taken) == ("c001", True)
    assert item.repairs
    (path,) = (listed.submitted(cohort) / "c001" / "1a").iterdir()
    assert path.suffix == ".ipynb"


def test_what_is_no_notebook_is_none_whatever_it_is_called(desk, listed, cohort, downloads):
    (downloads / "c001.json").write_text('{"a": 1}')
    (downloads / "c002.txt").write_text("hello")
    assert [one.state for one in collect(listed, cohort, downloads).items] == [REFUSED, REFUSED]


@pytest.mark.parametrize("page", ["receipt.html", "1a-c001-2026-11-20.receipt.html", "receipt (1).html"])
def test_our_page_of_a_receipt_is_passed_over_beside_the_packed_file(desk, listed, cohort, downloads, page):
    who = "Personc001 Brown_7_assignsubmission_file_"
    packed = desk.pack("c001", **RIGHT)
    (downloads / "moodle.zip").write_bytes(
        zip_of({f"{who}/1a-c001-2026-11-20.npqml.zip": packed, f"{who}/{page}": b"<p>"})
    )
    (downloads / "1a-c001-2026-11-20.npqml.zip").write_bytes(packed)
    (downloads / page).write_bytes(b"<p>")
    found = collect(listed, cohort, downloads)
    assert found.fine
    assert len(found.items) == 2


def test_a_page_of_a_receipt_alone_is_told_of_with_what_to_ask_for(desk, listed, cohort, downloads):
    (downloads / "1a-c001-2026-11-20.npqml.zip").write_bytes(desk.pack("c001", **RIGHT))
    (downloads / "1a-c002-2026-11-20.receipt.html").write_bytes(b"<p>")
    found = collect(listed, cohort, downloads)
    assert not found.fine
    (page,) = (item for item in found.items if item.shown.endswith(".html"))
    assert "ask for the packed file" in page.reasons[0]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("c001.rar", b"Rar!\x1a\x07", "packed as a .rar file"),
        ("c001.7z", b"7z\xbc\xaf\x27\x1c", "packed as a .7z file"),
        ("c001.tar.gz", b"\x1f\x8b\x08", "packed as a .gz file"),
        ("1a.ipynb.gz", b"\x1f\x8b\x08", "packed as a .gz file"),
        ("c001.zip", b"Rar!\x1a\x07", "packed as RAR"), ("c001.npqml.zip", b"7z\xbc\xaf\x27\x1c", "packed as 7z"),
        ("c001.tgz", b"\x1f\x8b\x08", "packed as a .tgz file"),
    ],
)  # fmt: skip
def test_other_packers_are_named_with_the_way_out(listed, cohort, downloads, name, content, words):
    (downloads / name).write_bytes(content)
    (item,) = collect(listed, cohort, downloads).items
    assert words in item.reasons[0]
    assert "Unpack it and collect the folder" in item.reasons[0]


def test_a_reason_that_begins_with_a_file_s_name_keeps_it_as_it_is(desk, listed, cohort, downloads):
    files = {**everything(desk.work("c001")), "../evil": b""}
    (downloads / "c001.zip").write_bytes(zip_of(files))
    (item,) = collect(listed, cohort, downloads).items
    assert item.reasons[0].startswith("../evil: its name")


def test_a_changed_file_is_still_told(desk, listed, cohort, downloads):
    files = {**unzipped(desk.pack("c001", **RIGHT)), "more.csv": b"a\n"}
    (downloads / "1a.npqml.zip").write_bytes(zip_of(files))
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == CHANGED


def test_two_files_of_the_candidate_s_own_that_differ_in_capitals_cost_one_of_them(desk, listed, cohort, downloads):
    folder = desk.work("c001", **RIGHT)
    (folder / "Notes.txt").write_text("one")
    (folder / "notes.txt").write_text("two")
    made = pack(folder, look_over(folder), candidate="c001", cohort=cohort)
    (downloads / "1a.npqml.zip").write_bytes(made.file.read_bytes())
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == TAKEN
    assert "notes.txt was left out: there is another file of this name" in " ".join(item.repairs)


@pytest.mark.parametrize("name", ["submissions_2026_11_29.zip", "export_17_4711_all.zip"])
def test_the_download_itself_is_nobody_s_whatever_it_is_called(desk, listed, cohort, downloads, name):
    path = downloads / name
    path.write_bytes(
        zip_of({f"brownannamaria_12_3{at}_{BOOK}": (desk.work("c004") / BOOK).read_bytes() for at in (1, 2)})
    )
    found = collect(listed, cohort, path).items
    assert {item.candidate for item in found} == {"c004"}
    assert all("receipt" not in " ".join(item.reasons) for item in found)


@pytest.mark.parametrize("name", ["mine.ipynb", "Untitled (3).ipynb", "c008 final.ipynb"])
def test_a_cut_notebook_under_an_odd_name_is_kept_for_a_person_to_mark(desk, listed, cohort, downloads, name):
    path = downloads / name
    path.write_bytes((desk.work("c007") / BOOK).read_bytes()[:3000])
    (item,) = collect(listed, cohort, path, candidate="c007").items
    assert (item.candidate, item.module, item.state) == ("c007", "1a", UNGRADABLE)
    with pytest.raises(Refusal, match="no module that was built"):
        collect(listed, cohort, path, candidate="c007", module="9z")


def test_a_page_that_was_never_opened_is_counted_as_one_that_cannot_be_graded(desk, listed, cohort, downloads):
    (downloads / "1a-c004.ipynb").write_bytes((desk.work("c004") / BOOK).read_bytes())
    found = collect(listed, cohort, downloads)
    assert (found.summary()[TAKEN], found.summary()[UNGRADABLE]) == (0, 1)

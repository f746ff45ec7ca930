"""Whose a hand-in is, from all signs; where two disagree it is left and named.

No mirror: receipts, notebooks, platforms and names come together in it.
"""

from __future__ import annotations

import json
import unicodedata

import pytest

from npqml.collect.report import REFUSED, TAKEN
from npqml.collect.run import collect
from tests.npqml.collect.conftest import everything, put, zip_of

pytestmark = pytest.mark.slow

BOOK = "1a-analyse-performance-data.ipynb"
MORE = {
    "c050": "Leila Farouk",
    "c051": "Owen Price",
    "c052": "Chlo\u00e9 Abara",
    "C120": "Priya Shah",
    "c053": "Christopher Dale",
}


@pytest.fixture(autouse=True)
def people(listed, cohort, at) -> None:
    at("2026-11-20T10:00:00+00:00")
    with (listed.submitted(cohort) / "candidates.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{key},{name}\n" for key, name in MORE.items())


@pytest.mark.parametrize(
    ("name", "says", "words"),
    [
        ("c012.npqml.zip", "c013", "the receipt says c013; the name “c012.npqml.zip” says c012"),
        ("1a-c012-2026-11-20.npqml.zip", "c013", "says c012"),
        ("c012/1a.npqml.zip", "c013", "the name “c012” says c012"),
        ("Leila Farouk/1a.npqml.zip", "c051", "the name “Leila Farouk” says c050"),
        ("notebook - Owen Price.npqml.zip", "c050", "says c051"),
        ("c012/c013.npqml.zip", "", "the name “c012” says c012; the name “c013.npqml.zip” says c013"),
        ("Personc012 Brown_77_assignsubmission_file_/1a.npqml.zip", "c013", "Moodle says c012; the receipt says c013"),
        ("Jo Stranger_77_assignsubmission_file_/1a.npqml.zip", "c013", "Jo Stranger"),
        ("strangerjo_77_88_1a.npqml.zip", "c013", "strangerjo"),
    ],
)
def test_a_file_on_which_two_signs_disagree_is_left(desk, listed, cohort, downloads, name, says, words):
    (downloads / "own.npqml.zip").write_bytes(desk.pack("c012", t1={"on_roll": "10"}))
    collect(listed, cohort, downloads / "own.npqml.zip")
    (downloads / "own.npqml.zip").unlink()
    before = everything(listed.submitted(cohort))
    path = downloads / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(desk.pack("c013", say=says, t1={"on_roll": "9"}))
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == REFUSED
    assert words in item.reasons[0]
    assert "--candidate ID" in item.reasons[0]
    assert everything(listed.submitted(cohort)) == before


@pytest.mark.parametrize(
    ("name", "says", "candidate"),
    [
        ("Leila Farouk/1a.npqml.zip", "", "c050"), ("Farouk, Leila/work/1a.npqml.zip", "", "c050"),
        ("notebook - Owen Price.npqml.zip", "", "c051"), ("Owen Price - 1a (1).npqml.zip", "", "c051"),
        ("Submitted files/Leila Farouk/1a/Version 1/1a.npqml.zip", "", "c050"),
        ("1a.npqml.zip", "c120", "C120"), ("C013.npqml.zip", "c013", "c013"), ("1a.npqml.zip", "C013", "c013"),
        (unicodedata.normalize("NFD", "Chlo\u00e9 Abara") + "_4711_assignsubmission_file_/1a.npqml.zip", "", "c052"),
        (unicodedata.normalize("NFD", "Chlo\u00e9 Abara") + "/1a.npqml.zip", "", "c052"),
        ("Chris Dale_77_assignsubmission_file_/1a.npqml.zip", "c053", "c053"),
        ("Sam Lee/1a.npqml.zip", "c007", "c007"),
    ],
)  # fmt: skip
def test_whose_it_is_is_known_where_it_is_unambiguous(desk, listed, cohort, downloads, name, says, candidate):
    for packed in (False, True):
        content = desk.pack("x", say=says, t1={"on_roll": "10"})
        where = downloads / f"{packed}"
        if packed:
            where.mkdir()
            (where / "all.zip").write_bytes(zip_of({name: content}))
        else:
            (where / name).parent.mkdir(parents=True)
            (where / name).write_bytes(content)
        (item,) = collect(listed, cohort, where).items
        assert (item.candidate, item.reasons[:1] if item.state == REFUSED else ()) == (candidate, ())


@pytest.mark.parametrize(
    "name",
    [
        "Anne-Leila Farouk_77_assignsubmission_file_/1a.npqml.zip", "notebook - Leila Farouk-Jones.npqml.zip",
        "Leila Farouk Porter/1a.npqml.zip", "Submitted files/Leila Farouk Porter/1a/Version 1/1a.npqml.zip",
        "farouk-jonesleila_77_88_1a.npqml.zip", "Leila Farouk Porter_77_assignsubmission_file_/1a.npqml.zip",
    ],
)  # fmt: skip
def test_a_longer_name_than_a_listed_one_is_somebody_else_s(desk, listed, cohort, downloads, name):
    (downloads / name).parent.mkdir(parents=True, exist_ok=True)
    (downloads / name).write_bytes(desk.pack("x", say="", t1={"on_roll": "10"}))
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == REFUSED
    assert ("c050" in item.reasons[0]) == ("farouk-jones" not in name)
    assert not (listed.submitted(cohort) / "c050").exists()


def test_a_file_that_is_no_hand_in_says_whose_name_it_seems_to_bear(desk, listed, cohort, downloads):
    (downloads / "Leila Farouk reflection x.pdf").write_bytes(b"%PDF")
    (item,) = collect(listed, cohort, downloads).items
    assert (item.state, item.candidate) == (REFUSED, "")
    assert "holds the name of Leila Farouk (c050) and more" in " ".join(item.reasons)


def test_a_group_of_any_name_is_known_by_standing_before_several_names(desk, listed, cohort, downloads):
    content = desk.pack("x", say="", t1={"on_roll": "10"})
    names = ("Leila Farouk", "Owen Price", "Christopher Dale")
    files = {f"Red-{name}_7{at}_assignsubmission_file_/1a.npqml.zip": content for at, name in enumerate(names)}
    (downloads / "moodle.zip").write_bytes(zip_of(files))
    found = collect(listed, cohort, downloads / "moodle.zip").items
    assert {item.candidate: item.state for item in found} == {"c050": TAKEN, "c051": TAKEN, "c053": TAKEN}


def test_two_people_of_one_name_are_settled_by_hand(desk, listed, cohort, downloads):
    path = downloads / "Sam Lee" / "1a.npqml.zip"
    path.parent.mkdir()
    path.write_bytes(desk.pack("x", say="", t1={"on_roll": "10"}))
    (item,) = collect(listed, cohort, downloads).items
    assert "c006 or c007" in item.reasons[0]
    (item,) = collect(listed, cohort, path, candidate="c007").items
    assert (item.candidate, item.state) == ("c007", TAKEN)


def test_an_id_that_the_notebook_itself_carries_is_a_sign(desk, listed, cohort, downloads):
    book = json.loads((desk.work("c012") / BOOK).read_bytes())
    book["metadata"]["npqml"]["candidate"] = "c013"
    (downloads / "mine.ipynb").write_text(json.dumps(book))
    (item,) = collect(listed, cohort, downloads).items
    assert (item.candidate, item.state) == ("c013", TAKEN)
    (downloads / "mine.ipynb").rename(downloads / "c012.ipynb")
    (item,) = collect(listed, cohort, downloads).items
    assert "the notebook says c013; the name “c012.ipynb” says c012" in item.reasons[0]


@pytest.mark.parametrize("sign", ["metadata", "parameters"])
def test_another_cohort_s_bare_notebook_is_refused_whether_that_cohort_is_built_here_or_not(
    desk, listed, cohort, downloads, sign
):
    book = json.loads((desk.work("c012") / BOOK).read_bytes())
    if sign == "metadata":
        book["metadata"]["npqml"]["cohort"] = "autumn-elsewhere"
    else:
        book["metadata"]["npqml"].pop("cohort", None)
        cell = {"cell_type": "code", "id": "p", "metadata": {"tags": ["parameters"]}, "outputs": []}
        book["cells"].insert(
            0, {**cell, "execution_count": None, "source": '# Parameters\ncohort = "autumn-elsewhere"\n'}
        )
    (downloads / "c012.ipynb").write_text(json.dumps(book))
    (item,) = collect(listed, cohort, downloads).items
    assert item.reasons == ("It is for another cohort: autumn-elsewhere.",)


def test_canvas_s_own_number_is_known_from_its_list(desk, listed, cohort, downloads):
    (listed.submitted(cohort) / "candidates.csv").write_text(
        'Student,ID,SIS User ID,SIS Login ID,Section\n"Lee, Sam",4711,s1,slee,A\n"Lee, Sam",4712,s2,slee2,A\n'
    )
    (downloads / "leesam_4712_8801_1a.npqml.zip").write_bytes(desk.pack("x", say="", t1={"on_roll": "10"}))
    (item,) = collect(listed, cohort, downloads).items
    assert (item.candidate, item.state) == ("s2", TAKEN)


def test_a_receipt_that_names_another_person_is_told_at_once_where_a_person_says_whose_it_is(
    desk, listed, cohort, downloads
):
    (downloads / "one.npqml.zip").write_bytes(desk.pack("c013", t1={"on_roll": "10"}))
    (item,) = collect(listed, cohort, downloads / "one.npqml.zip", candidate="c012").items
    assert (item.candidate, item.state) == ("c012", TAKEN)
    assert "Its receipt names c013." in " ".join(item.reasons)
    assert "--take-back c012 1a" in " ".join(item.why())


def test_what_does_not_count_is_taken_back_by_its_folder_and_not_with_what_does(desk, listed, cohort, downloads):
    (downloads / "own.npqml.zip").write_bytes(desk.pack("c012", t1={"on_roll": "11"}))
    collect(listed, cohort, downloads / "own.npqml.zip")
    (downloads / "one.npqml.zip").write_bytes(desk.pack("c013", t1={"on_roll": "10"}))
    (item,) = collect(listed, cohort, downloads / "one.npqml.zip", candidate="c012").items
    assert not item.taken
    assert "Its receipt names c013." in " ".join(item.why())
    (words,) = [words for words in item.lines() if "--take-back" in words]
    assert f"npqml collect {cohort} {item.aside} --take-back c012 1a" in words


@pytest.mark.parametrize(
    "ending", [".npqml.zip.docx", ".npqml.zip.txt", ".npqml.zip.pdf", ".npqml", ".NPQML.zip.download", ""]
)
def test_a_packed_file_is_known_by_its_content_whatever_was_put_behind_its_name(
    desk, listed, cohort, downloads, ending
):
    (downloads / f"1a-c012-2026-11-25{ending}").write_bytes(desk.pack("c012", t1={"on_roll": "10"}))
    (item,) = collect(listed, cohort, downloads).items
    assert (item.candidate, item.state) == ("c012", TAKEN)


@pytest.mark.parametrize("where", ["c012.zip", "c012/mine.zip", "Personc012 Brown - 1a.zip"])
@pytest.mark.parametrize(
    ("inner", "candidate"), [("Someone Else", "c012"), ("Personc012 Brown", "c012"), ("Personc013 Brown", "")]
)
def test_a_folder_in_somebody_s_own_zip_that_is_called_as_a_platform_s_makes_it_nobody_else_s(
    desk, listed, cohort, downloads, where, inner, candidate
):
    files = everything(desk.work("c012", t1={"on_roll": "10"}))
    named = zip_of({f"{inner}_1234_assignsubmission_file_/{name}": content for name, content in files.items()})
    put(downloads / "mails", where, named)
    put(downloads, "all.zip", zip_of({where: named}))
    for source in (downloads / "mails", downloads / "all.zip"):
        (item,) = collect(listed, cohort, source).items
        assert item.candidate == candidate
        assert item.when_from == ""  # nor is any time in it the platform's word


def test_a_platform_s_download_in_a_person_s_folder_is_everybody_s(desk, listed, cohort, downloads):
    files = {
        f"{name}_1{number}_assignsubmission_file_/1a.npqml.zip": desk.pack("x", say="", t1={"on_roll": str(number)})
        for number, name in enumerate(["Leila Farouk", "Someone Else"])
    }
    put(downloads, "Leila Farouk/moodle.zip", zip_of(files))
    assert sorted(item.candidate for item in collect(listed, cohort, downloads).items) == ["", "c050"]

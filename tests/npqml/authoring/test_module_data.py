from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve

from npqml.authoring.module_data import Kit, module_files, own_tables
from npqml.authoring.source import Header, Source
from npqml.course.cohort import load_cohort
from npqml.course.modules import Module
from npqml.madeup import draws
from npqml.refusal import Refusal
from npqml_widgets.documents.risk.model import Register
from npqml_widgets.keeping.documents import parse

COURSE = Path(__file__).parents[3] / "course"
DICE = """
import pandas as pd

def draw(kit, rng):
    return {"dice.csv": pd.DataFrame({"Eyes": rng.integers(1, 7, 3)})}

def must_hold(kit, tables):
    return {"two sixes or more": (tables["dice.csv"]["Eyes"] == 6).sum() >= 2}
"""

HOLDS = "def must_hold(kit, tables):\n    return {}\n"


@pytest.fixture(scope="module")
def cohort():
    return load_cohort(COURSE, "demo-primary")


@pytest.fixture
def module(tmp_path):
    (tmp_path / "1b-dice").mkdir()
    return Module("1b", tmp_path / "1b-dice")


@pytest.fixture
def write(module):
    def write_data(text: str) -> Module:
        (module.folder / "data.py").write_text(text, encoding="utf-8")
        return module

    return write_data


@pytest.fixture
def beside(tmp_path, cohort):
    """Makes the files of a module whose header names some, with one file of last year's pupils."""
    pupils = tmp_path / "pupils.csv"
    pupils.write_text("UPN\n", encoding="utf-8")

    def files(module: Module, *named: str, into: str = "made") -> tuple[list[Path], int]:
        source = Source(module.learn_how_to, Header("1b", "learn-how-to", 20, files=named), "Dice", None)
        return module_files(module, source, cohort, [pupils], tmp_path / into)

    return files


def refused(module: Module, cohort) -> str:
    with pytest.raises(Refusal) as refusal:
        own_tables(module, Kit(cohort))
    assert "1b-dice/data.py" in str(refusal.value)
    return str(refusal.value)


def test_a_modules_own_tables_are_drawn_again_until_what_must_hold_does(write, cohort):
    drawn = own_tables(write(DICE), Kit(cohort))
    assert (drawn.made["dice.csv"]["Eyes"] == 6).sum() >= 2
    assert drawn.draws > 1


def test_a_data_file_may_have_classes_of_its_own(write, cohort):
    own = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass Die:\n    eyes: int\n"
    )
    assert "dice.csv" in own_tables(write(own + DICE), Kit(cohort)).made


def test_a_module_takes_what_another_one_draws_for_the_same_cohort(tmp_path, cohort):
    for key, text in (("1b", DICE), ("3c", "def draw(kit, rng):\n    return kit.tables_of('1b')\n")):
        folder = tmp_path / "1-area" / f"{key}-dice"
        folder.mkdir(parents=True)
        (folder / "data.py").write_text(text + ("" if key == "1b" else HOLDS))
    own = evolve(cohort, course=tmp_path)
    tables = {key: own_tables(Module(key, tmp_path / "1-area" / f"{key}-dice"), Kit(own)).made for key in ("1b", "3c")}
    pd.testing.assert_frame_equal(tables["3c"]["dice.csv"], tables["1b"]["dice.csv"])
    with pytest.raises(Refusal, match="no folder for this module"):
        Kit(own).tables_of("6d")


def test_the_same_seed_writes_the_same_bytes_and_leaves_nothing_in_the_modules_folder(write, beside):
    module = write(DICE)
    (one, draws_of_one), (again, _) = beside(module, "staff.csv"), beside(module, "staff.csv", into="again")
    assert [path.name for path in one] == ["staff.csv", "dice.csv"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in again]
    assert draws_of_one > 1
    assert [path.name for path in module.folder.iterdir()] == ["data.py"]


def test_a_module_without_data_has_the_files_that_its_header_names_once_each_or_last_years(module, beside):
    assert [path.name for path in beside(module)[0]] == ["pupils.csv"]
    assert [path.name for path in beside(module, "pupils.csv", "staff.csv", "staff.csv")[0]] == [
        "pupils.csv", "staff.csv",
    ]  # fmt: skip
    assert beside(module, "pupils.csv", "pupils.xlsx")[1] == 0  # a workbook that nothing opens is not drawn


def test_a_name_in_the_header_that_is_no_file_of_the_school_is_refused_with_those_there_are(module, beside):
    with pytest.raises(Refusal) as refusal:
        beside(module, "staff.csv", "stuff.csv")
    assert "learn-how-to.md: header, npqml: files: found stuff.csv; expected some of pupils.csv" in str(refusal.value)
    assert "staff.csv" in refusal.value.expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def draw(kit, rng)\n", "SyntaxError: expected ':' (data.py, line 1)"),
        ("1 / 0\n", "ZeroDivisionError: division by zero (line 1)"),
        ("def must_hold(kit, tables):\n    return {}\n", "found no function draw; expected draw and must_hold"),
        ("draw = 7\n", "found no function draw and must_hold"),
        (DICE.replace("return {\"dice", "kit.none\n    return {\"dice"), "demo-primary, seed 20261: found Attr"),
        (DICE.replace('"Eyes"] ==', '"Eye"] =='), "found KeyError: 'Eye' (line 8)"),
        (DICE.replace('return {"dice.csv": pd', 'return (pd').replace("3)})}", "3)}))"), "draw: found DataFrame"),
        (DICE.replace('{"dice.csv": ', '{"dice": '), 'expected tables by name, {"log.csv": table}'),
        (DICE.replace('{"dice.csv": ', '{"../dice.csv": '), 'expected tables by name, {"log.csv": table}'),
        (DICE.replace('return {"dice', 'return {} and {"dice'), "draw: found dict {}"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_draw_is_refused_in_words_with_its_name(write, cohort, text, words):
    assert words in refused(write(text), cohort)


def test_what_never_holds_is_refused_with_the_statement_the_school_and_the_seed(write, cohort, monkeypatch):
    monkeypatch.setattr(draws, "MOST_DRAWS", 20)
    words = refused(write(DICE.replace(">= 2", ">= 4")), cohort)
    assert "demo-primary, seed 20261: found no draw of 20" in words
    assert "two sixes or more (it failed 20 times)" in words


def test_a_table_may_not_take_the_name_of_a_file_of_the_school(write, beside):
    with pytest.raises(Refusal) as refusal:
        beside(write(DICE.replace("dice.csv", "staff.csv")), "staff.csv")
    assert "data.py: draw: found the name staff.csv, which is a file of the school" in str(refusal.value)


def test_the_kit_holds_the_year_the_project_the_people_and_this_years_pupils(cohort):
    kit = Kit(cohort)
    assert kit.phase == "primary"
    assert kit.year.is_school_day(kit.project.dates["team_asked"])
    assert kit.project.numbers["places"] == kit.catch_up.places
    assert set(kit.staff["Person"]) <= {person.name for person in kit.people.values()}
    changed = kit.pupils
    changed["UPN"] = ""  # an author may: the kit gives a copy each time
    assert kit.pupils["UPN"].is_unique
    assert set(kit.places["UPN"]) <= set(kit.pupils["UPN"])


REGISTER = """
from npqml_widgets.documents.risk.model import Register, Risk

def draw(kit, rng):
    return {"register-tom.json": Register(risks=(Risk("R1", due=kit.project.dates["team_asked"]),))}

def must_hold(kit, made):
    return {"one risk": len(made["register-tom.json"].risks) == 1}
"""


def test_a_document_to_begin_with_is_drawn_for_the_school_and_written_as_a_form_keeps_it(write, beside, cohort):
    made, _ = beside(write(REGISTER))
    (path,) = (path for path in made if path.suffix == ".json")
    again, _ = beside(write(REGISTER), into="again")
    assert path.read_bytes() == next(one for one in again if one.suffix == ".json").read_bytes()
    register = parse(path.read_bytes(), Register).document
    assert register.risks[0].due == Kit(cohort).project.dates["team_asked"]


def test_a_document_under_a_tables_name_is_refused(write, cohort):
    said = refused(write(REGISTER.replace("register-tom.json", "register-tom.csv")), cohort)
    assert 'documents, {"register.json": Register(...)}' in said

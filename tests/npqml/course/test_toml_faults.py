"""What people write wrongly into a cohort's file and its deadlines: each is told with line, key and the right form."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from npqml.course.cohort import load_cohort
from npqml.course.deadlines import File, read_deadlines, without_extensions
from npqml.course.toml import read_toml
from npqml.place import Place
from npqml.refusal import Refusal, Refusals
from tests.npqml.course.test_cohort import COURSE, DEMOS, GOOD

DEADLINES = """\
late_worth = 50

[deadline]
1a = 2026-12-18
1b = 2027-01-29T17:00:00

[[extension]]
candidate = "c001"
module = "1a"
until = 2027-01-08

[release]
1a = 2027-01-20
"""

IN_DEADLINES = {
    "one pair of brackets for two": (
        "[[extension]]", "[extension]",
        "line 7, [extension]: found one pair of brackets; expected two, since there may be several. "
        "Write: [[extension]]",
    ),
    "two pairs for one": (
        "[deadline]", "[[deadline]]",
        "line 3, [[deadline]]: found two pairs of brackets; expected one, with all its lines below it. "
        "Write: [deadline]",
    ),
    "a table of dates begun again for each": (
        "1b =", "[[deadline]]\n1b =",
        "line 5, [[deadline]]: found two pairs of brackets; expected one, with all its lines below it. "
        "Put its lines below the first [deadline], and take this line out.",
    ),
    "one table twice": (
        "1b =", "[deadline]\n1b =",
        "line 5, [deadline]: found [deadline] for the second time; it stands in line 3 as well; expected each once. "
        "Put its lines below line 3, and take this line out.",
    ),
    "an extension's heading twice with one pair": (
        "[[extension]]", '[extension]\ncandidate = "c002"\n\n[extension]', "line 7, [extension]: found one pair",
    ),
    "a bracket left out": ("[deadline]", "[deadline", "line 3: found [deadline; expected a name in brackets, such as"),
    "a bracket of two left out": ("[[extension]]", "[[extension]", "line 7: found [[extension]; "),
    "a bracket of two left out, and what to write": ("[[extension]]", "[extension]]", "Write: [[extension]]"),
    "brackets left out": ("[deadline]", "deadline", "line 3: found deadline; "),
    "round brackets": ("[deadline]", "(deadline)", "Write: [deadline]"),
    "a heading in the plural": (
        "[deadline]", "[deadlines]", "line 3: found a key that is not known here: deadlines; expected only deadline, ",
    ),
    "a heading in the plural, and what to write": ("[[extension]]", "[[extensions]]", "Write: [[extension]]"),
    "a heading with a capital": ("[deadline]", "[Deadline]", "Write: [deadline]"),
    "a heading left out": (
        "[deadline]\n", "", "line 3: found a key that is not known here: 1a; expected only deadline, extension, "
        "late_worth, release. Put it below the line [deadline] or [release].",
    ),
    "a second extension without its heading": (
        "until = 2027-01-08", 'until = 2027-01-08\ncandidate = "c002"',
        "line 11, candidate: found candidate for the second time; it stands in line 8 as well; expected each once. "
        "Take one of the two lines out, or put a line [[extension]] before what is another one.",
    ),
    "a line of the top further down": (
        "1a = 2026-12-18", "1a = 2026-12-18\nlate_worth = 50",
        "late_worth: found 50; expected a date such as 2026-12-18 or "
        "2026-12-18T17:00:00, without quotation marks. late_worth belongs further up",
    ),
    "one module twice": (
        "1b =", "1a =", "line 5, 1a: found 1a for the second time; it stands in line 4 as well; expected each once. "
        "Take one of the two lines out.",
    ),
    "a day that does not exist": (
        "1a = 2026-12-18", "1a = 2026-11-31", "line 4, 1a: found 2026-11-31, a day that does not exist: November 2026 "
        "has 30 days; expected a date such as 2026-12-18 or 2026-12-18T17:00:00, without quotation marks. "
        "Write: 1a = 2026-11-30 (if that is the day that is meant)",
    ),
    "a day that does not exist, in British order": ("1a = 2026-12-18", "1a = 31/11/2026", "November 2026 has 30 days"),
    "a day that does not exist, in quotation marks": (
        "1a = 2026-12-18", '1a = "2026-11-31"', "found '2026-11-31'; expected a date such as 2026-12-18 or "
        "2026-12-18T17:00:00, without quotation marks (November 2026 has 30 days). Write: 1a = 2026-11-30",
    ),
    "a day that does not exist, with a time": (
        "2027-01-29T17:00:00", "2027-02-29T17:00:00", "Write: 1b = 2027-02-28T17:00:00 (if that",
    ),
    "the 29th of February": ("2027-01-08", "2027-02-29", "line 10, until: found 2027-02-29, a day that does not exist"),
    "a month that does not exist": ("1a = 2026-12-18", "1a = 2026-18-12", "there is no month 18"),
    "American order": ("1a = 2026-12-18", "1a = 12/18/2026", "Write: 1a = 2026-12-18 (if that is the day that is"),
    "British order": ("1a = 2026-12-18", "1a = 18/12/2026", "line 4, 1a: found 1a = 18/12/2026; expected a date such"),
    "British order, and what to write": ("1a = 2026-12-18", "1a = 18/12/2026", "Write: 1a = 2026-12-18"),
    "dots": ("1a = 2026-12-18", "1a = 18.12.2026", "Write: 1a = 2026-12-18"),
    "a year of two figures": ("1a = 2026-12-18", "1a = 18/12/26", "Write: 1a = 2026-12-18"),
    "a day in words": ("1a = 2026-12-18", "1a = Friday 18th of December 2026", "Write: 1a = 2026-12-18"),
    "a date without what stands between": ("1a = 2026-12-18", "1a = 20261218", "Write: 1a = 2026-12-18"),
    "a long hyphen from Word": ("1a = 2026-12-18", "1a = 2026–12–18", "Write: 1a = 2026-12-18"),
    "a month of one figure": ("2027-01-08", "2027-1-8", "Write: until = 2027-01-08"),
    "a time without seconds": (
        "T17:00:00", "T17:00", "line 5, 1b: found 1b = 2027-01-29T17:00; expected a date such as 2026-12-18 or "
        "2026-12-18T17:00:00, without quotation marks. Write: 1b = 2027-01-29T17:00:00",
    ),
    "a time without seconds, behind a space": ("T17:00:00", " 17:00", "Write: 1b = 2027-01-29T17:00:00"),
    "a time without seconds, in quotation marks": (
        "2027-01-29T17:00:00", '"2027-01-29T17:00"', "Write: 1b = 2027-01-29T17:00:00",
    ),
    "a time as people say it": ("2027-01-29T17:00:00", "29/01/2027 5pm", "Write: 1b = 2027-01-29T17:00:00"),
    "a time with a dot": ("2027-01-29T17:00:00", "29 January 2027 at 5.30 p.m.", "Write: 1b = 2027-01-29T17:30:00"),
    "a time alone": ("2027-01-29T17:00:00", "17:00:00", "line 5, deadline 1b: found 17:00:00; expected a date"),
    "an hour that does not exist": ("T17:00:00", "T25:00:00", "line 5, 1b: found text that TOML does not allow: 1b = "),
    "a date in quotation marks": (
        "1a = 2026-12-18", '1a = "2026-12-18"', "line 4, deadline 1a: found '2026-12-18'; expected a date such as "
        "2026-12-18 or 2026-12-18T17:00:00, without quotation marks. Write: 1a = 2026-12-18",
    ),
    "a date in curly quotation marks": ("1a = 2026-12-18", "1a = “2026-12-18”", "Write: 1a = 2026-12-18"),
    "half a quotation": ("1a = 2026-12-18", '1a = "2026-12-18', "line 4, 1a: found 1a = \"2026-12-18; "),
    "a year that no clock knows": ("1a = 2026-12-18", "1a = 0206-12-18", "expected a year from 1900 to 2999"),
    "an id without quotation marks": ('"c001"', "c001", 'line 8, candidate: found candidate = c001; expected words in '
                                      'quotation marks. Write: candidate = "c001"'),
    "an id with one": ('"c001"', '"c001', 'Write: candidate = "c001"'),
    "an id in curly ones": ('"c001"', "“c001”", 'Write: candidate = "c001"'),
    "an id that is a number": ('"c001"', "17", 'found 17; expected words in quotation marks. Write: candidate = "17"'),
    "a module without quotation marks": ('module = "1a"', "module = 1a", 'Write: module = "1a"'),
    "no =": ("1a = 2026-12-18", "1a 2026-12-18", "line 4, 1a: found 1a 2026-12-18; expected a key, an = and a value. "
             "Write: 1a = 2026-12-18"),
    "a colon": ("1b = 2027-01-29T17:00:00", "1b: 2027-01-29 17:00", "Write: 1b = 2027-01-29T17:00:00"),
    "a tab for =": ("late_worth = 50", "late_worth\t50", "line 1, late_worth: found late_worth\\t50; "),
    "a space in a key": ("late_worth = 50", "late worth = 50", "Write: late_worth = 50"),
    "a share in per cent": ("late_worth = 50", "late_worth = 50%", "line 1, late_worth: found late_worth = 50%; "
                            "expected a number, without quotation marks. Write: late_worth = 50"),
    "a share in quotation marks": ("late_worth = 50", 'late_worth = "50 %"', "Write: late_worth = 50"),
    "nothing behind =": ("late_worth = 50", "late_worth =", "line 1, late_worth: found nothing behind the =; expected"),
    "two signs": ("late_worth = 50", "late_worth == 50", "Write: late_worth = 50"),
    "a comma at the end": ("1a = 2026-12-18", "1a = 2026-12-18,", "Write: 1a = 2026-12-18"),
    "a space that does not break": ("1a = 2026-12-18", "1a =\xa02026-12-18", "Write: 1a = 2026-12-18"),
    "a remark without #": ("[release]", "these are for the summer\n[release]", "line 12: found text that TOML does not "
                           "allow: these are for the summer"),
    "a number of a thousand figures": ("late_worth = 50", "late_worth = " + "9" * 5000, "line 1, late_worth"),
}  # fmt: skip


@pytest.mark.parametrize("fault", IN_DEADLINES)
def test_a_fault_in_deadlines_is_told_with_its_line_its_key_and_what_to_write(fault, tmp_path):
    old, new, words = IN_DEADLINES[fault]
    path = tmp_path / "deadlines.toml"
    read(path, DEADLINES)
    with pytest.raises((Refusal, Refusals)) as refused:
        read(path, DEADLINES.replace(old, new, 1))
    said = str(refused.value)
    assert said.startswith(f"{path}: line ")
    assert words in said


IN_A_COHORT = {
    "one pair of brackets for two": ('[[term]]\nname = "Spring"', '[term]\nname = "Spring"', "Write: [[term]]"),
    "a key twice": ("pupils = 58", "pupils = 58\npupils = 60", "line 12, pupils: found pupils for the second time; it "
                    "stands in line 11 as well"),
    "no =": ("team_size = 5", "team size 5", "line 9, team_size: found team size 5; expected a key, an = and a value. "
             "Write: team_size = 5"),
    "a quotation mark left out": ('"A School"', '"A School', 'line 3, school: found school = "A School; expected words '
                                  'in quotation marks. Write: school = "A School"'),
    "an apostrophe within single ones": ('"A School"', "'St John's'", 'Write: school = "St John\'s"'),
    "marks within marks": ('"A School"', '"The "Old" School"', "Write: school = 'The \"Old\" School'"),
    "curly ones": ('"A School"', "“A School”", 'Write: school = "A School"'),
    "a word for a date": ("start = 2026-09-02", "start = September", "line 19, start: found text that TOML does not "
                          "allow: start = September"),
    "a word for a number": ("pupils = 58", "pupils = none", "line 11, pupils: found text that TOML does not allow: "),
    "a time where a day is asked for": ("start = 2026-09-02", "start = 2026-09-02T09:00:00",
                                        "found 2026-09-02T09:00:00; expected a date such as 2026-09-01, without"),
    "one of a few words without marks": ('"primary"', "primary", "line 5, phase: found phase = primary; expected one "
                                         "of 'primary', 'secondary', 'special'. Write: phase = \"primary\""),
    "one of a few words with a capital": ('"primary"', '"Primary"', 'Write: phase = "primary"'),
    "a key with a capital": ("pupils = 58", "Pupils = 58", "line 11: found a key that is not known here: Pupils; "),
    "a key with a capital, and what to write": ("pupils = 58", "Pupils = 58", "Write: pupils"),
    "a key of the top below a term": ("end = 2027-03-25", "end = 2027-03-25\nminimum_group = 6",
                                      "Move the line up, above the first line in brackets."),
}  # fmt: skip


@pytest.mark.parametrize("fault", IN_A_COHORT)
def test_a_fault_in_a_cohort_file_is_told_with_its_line_its_key_and_what_to_write(fault, tmp_path):
    old, new, words = IN_A_COHORT[fault]
    assert GOOD.count(old) == 1
    (tmp_path / "cohorts").mkdir()
    path = tmp_path / "cohorts" / "autumn.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises((Refusal, Refusals)) as refused:
        load_cohort(tmp_path, "autumn")
    said = [line for line in str(refused.value).splitlines() if words in line]
    assert said, str(refused.value)
    assert said[0].startswith(f"{path}: line ")


@pytest.mark.parametrize("saved", [
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.replace("\n", "\r").encode(),
    lambda text: text.replace(" = ", "\t=\t").encode(),
    lambda text: text.rstrip("\n").encode(),
    lambda text: text.replace("[[extension]]", "\t[[ extension ]]\t# more time").encode(),
])  # fmt: skip
def test_what_an_editor_makes_of_a_file_changes_nothing(saved, tmp_path):
    expected = read(tmp_path / "deadlines.toml", DEADLINES)
    (tmp_path / "deadlines.toml").write_bytes(saved(DEADLINES))
    assert read_toml(tmp_path / "deadlines.toml", File) == expected


def test_a_file_saved_in_another_coding_names_what_to_do(tmp_path):
    (tmp_path / "deadlines.toml").write_bytes(DEADLINES.encode("utf-16"))
    with pytest.raises(Refusal, match=r"deadlines.toml: byte 0: .*Save the file again as UTF-8"):
        read_toml(tmp_path / "deadlines.toml", File)


def test_extensions_are_not_taken_out_of_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "submitted" / "demo").mkdir(parents=True)
    path = tmp_path / "submitted" / "demo" / "deadlines.toml"
    for content in (b"[deadline\n", b"\xff\xfe", b'[extension]\ncandidate = "c001"\n'):
        path.write_bytes(content)
        with pytest.raises((Refusal, Refusals), match=r"deadlines.toml: (line|byte)"):
            without_extensions(Place(tmp_path), "demo", "c001")


SIGNS = string.printable + "“”’–\xa0é\ufeff\0\x1b"


@pytest.mark.parametrize("seed", range(5))
def test_one_changed_letter_of_a_cohort_file_is_read_or_refused_in_words(seed, tmp_path):
    draw = random.Random(seed)
    text = (COURSE / "cohorts" / f"{DEMOS[seed % 3]}.toml").read_text(encoding="utf-8")
    (tmp_path / "cohorts").mkdir()
    for _ in range(200):
        edited(tmp_path / "cohorts" / "any.toml", text, draw)
        assert "any.toml" in refused(lambda: load_cohort(tmp_path, "any"), "any.toml")


@pytest.mark.parametrize("seed", range(3))
def test_one_changed_letter_of_deadlines_is_read_or_refused_in_words(seed, tmp_path):
    draw, place = random.Random(seed), Place(tmp_path)
    place.submitted("demo").mkdir(parents=True)
    (place.submitted("demo") / "candidates.csv").write_text("id,name\nc001,A B\n", encoding="utf-8")
    for module in ("1a", "1b"):
        (place.release("demo") / module).mkdir(parents=True)
    for _ in range(200):
        edited(place.submitted("demo") / "deadlines.toml", DEADLINES, draw)
        for act in (lambda: read_deadlines(place, "demo"), lambda: without_extensions(place, "demo", "c001")):
            assert "deadlines.toml" in refused(act, "deadlines.toml")


def refused(act: Callable[[], object], otherwise: str) -> str:
    """What is said where something is refused; the other words where it is not."""
    try:
        act()
    except (Refusal, Refusals) as why:
        return str(why)
    return otherwise


def edited(path: Path, text: str, draw: random.Random) -> None:
    """Write a text with one sign put in, taken out or changed."""
    place, kind = draw.randrange(len(text)), draw.randrange(3)
    sign = "" if kind == 0 else draw.choice(SIGNS)
    path.write_bytes((text[:place] + sign + text[place + (kind < 2) :]).encode())


def read(path: Path, text: str) -> File:
    """Read deadlines with this text."""
    path.write_text(text, encoding="utf-8")
    return read_toml(path, File)

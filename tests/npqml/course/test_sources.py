from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml.course.sources import Figure, Sources, day, load_sources
from npqml.madeup.pupils import national
from npqml.refusal import Refusal

COURSE = Path(__file__).parents[3] / "course"


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load_sources(COURSE)


def figure(value: float, unit: str = "", ages: bool = True) -> Figure:
    """Give a figure of the edition 2024, read on 24 November 2026."""
    return Figure("some-figure", value, unit, "what it is", "a-source", "2024", date(2026, 11, 24), "read", ages)


def test_an_ageing_figure_is_printed_with_its_edition_and_the_date_of_reading(sources: Sources) -> None:
    assert sources.figure("p8-pupil-sd").printed() == "1.416 (2024; read 24 November 2026)"
    assert sources.figure("attendance-special").printed().startswith("86.8% (2025/26 to July 2026; read ")


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (24, "pupils", "24 pupils"), (1515, "£", "£1,515"), (-2.9, "", "−2.9"), (62.0, "%", "62%"),
        (-1.36, "grades", "−1.36 grades"), (100, "", "100"), (0.06, "", "0.06"), (586507, "", "586,507"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_age_is_printed_bare(value: float, unit: str, printed: str) -> None:
    assert figure(value, unit, ages=False).printed() == printed


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3))
@settings(deadline=None, max_examples=60)
def test_a_printed_number_reads_back_as_the_same_number(value: object) -> None:
    number = float(str(value))
    printed = figure(number, ages=False).printed().replace("−", "-").replace(",", "")
    assert float(printed) == number


def test_a_figure_takes_edition_and_date_from_its_source_unless_it_has_its_own(sources: Sources) -> None:
    own, inherited = sources.figure("gap-index-ks4-before"), sources.figure("gap-index-ks4")
    assert own.source == inherited.source
    assert (own.edition, inherited.edition) == ("2023", sources[own.source].edition)
    assert own.read_on == sources[own.source].read_on


def test_every_ageing_figure_of_the_course_has_edition_and_date(sources: Sources) -> None:
    for one in sources.figures:
        assert one.source in sources
        assert not one.ages or (one.edition and one.read_on), one


def test_the_figures_agree_with_the_open_tables_that_they_come_from(sources: Sources) -> None:
    sd = sources.figure("p8-pupil-sd").value
    for n in (10, 15, 24, 30, 45, 60, 180):
        assert sources.figure(f"p8-half-width-{n}").value == pytest.approx(1.96 * sd / n**0.5, abs=0.005)
    # The two schools: the same score is above average for the larger one only.
    score = sources.figure("two-schools-score").value
    assert sources.figure("p8-half-width-45").value < score < sources.figure("p8-half-width-24").value
    for n in (15, 30, 60, 90):
        half = 196 * (0.62 * 0.38 / n) ** 0.5
        assert sources.figure(f"pass-rate-half-width-{n}").value == pytest.approx(half, abs=0.5)
        assert sources.figure(f"one-pupil-of-{n}").value == pytest.approx(100 / n, abs=0.05)
    assert sources.figure("pp-gap-9-v-21").value == pytest.approx(196 * (0.25 * (1 / 9 + 1 / 21)) ** 0.5, abs=0.5)


def test_the_gap_of_pupils_with_sen_is_that_of_the_open_table_from_a_start_of_80_up(sources: Sources) -> None:
    graded = national.gcse_counts("Mathematics", "SEN status")[1:11, :, 1:]  # bands from 80 up, U to 9
    grades = np.arange(10)
    overall = graded.sum(axis=0) @ grades / graded.sum(axis=(0, 2))
    in_bands = graded @ grades / graded.sum(axis=2)
    gap, gaps = round(overall[1] - overall[0], 2), (in_bands[:, 1] - in_bands[:, 0]).round(2)
    assert sources.figure("sen-gap-maths").value == gap
    assert sources.figure("sen-gap-maths-smallest").value == gaps.max()
    assert sources.figure("sen-gap-maths-largest").value == gaps.min()
    page = next(COURSE.glob("*/1a-*/learn-about-2-*.md")).read_text(encoding="utf-8")
    drawn = re.search(r"_behind = pd\.Series\(\[(.*?)\]", page)
    assert drawn
    assert [-float(value) for value in drawn[1].split(",")] == [gap, *gaps]


def test_each_misconception_in_the_files_own_list_has_its_source(sources: Sources) -> None:
    text = (COURSE / "sources.toml").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^#   (D\d+) .*?\s{2,}([a-z0-9, -]+)$", text, re.MULTILINE))
    assert list(listed) == [f"D{number}" for number in range(1, 33)]
    for keys in listed.values():
        for key in keys.split(", "):
            assert key in sources, key


def test_a_source_stands_in_a_sentence_and_in_a_list(sources: Sources) -> None:
    coe = sources["coe-2002"]
    assert coe.short() == "Robert Coe, 2002"
    assert coe.in_full().startswith(f"Robert Coe, 2002. [It's the effect size, stupid]({coe.address}). Read on 30 ")
    assert "Read at second hand on" in sources["publication-limit"].in_full()
    assert "Worked out on" in sources["worked-out-small-groups"].in_full()


def test_a_key_that_is_not_there_is_told_apart(sources: Sources) -> None:
    assert "coe-2003" not in sources
    assert not sources.has_figure("coe-2002")
    with pytest.raises(KeyError):
        sources["coe-2003"]
    with pytest.raises(KeyError):
        sources.figure("p9-pupil-sd")


def test_a_date_is_written_as_british_readers_write_it() -> None:
    assert day(date(2026, 9, 1)) == "1 September 2026"


GOOD = """\
[source.coe-2002]
title = "It's the effect size, stupid"
publisher = "Robert Coe"
address = "https://example.org/coe"
edition = "2002"
read_on = 2026-11-24
how = "read"

[source.ours]
title = "Half-widths"
publisher = "NPQML workbook"
read_on = 2026-11-24
how = "worked out"
note = "1.96 standard errors."

[figure.gap]
value = 0.45
words = "a gap"
source = "coe-2002"
ages = true
"""
TOMORROW = date.today() + timedelta(days=1)
FAULTS = {
    "an unknown key of a source": (
        'how = "read"\n',
        'how = "read"\npages = 12\n',
        "source coe-2002: found a key that is not known here: pages",
    ),
    "an unknown key of a figure": (
        "ages = true",
        "ages = true\namount = 3",
        "figure gap: found a key that is not known here: amount",
    ),
    "a figure without source": ('source = "coe-2002"\n', "", "figure gap, source: found nothing"),
    "a figure of an unknown source": (
        'source = "coe-2002"',
        'source = "coe-2003"',
        "figure gap, source: found 'coe-2003', which no [source] has",
    ),
    "an ageing figure without edition": (
        'edition = "2002"\n',
        "",
        "figure gap, edition: found nothing; expected the edition",
    ),
    "no date of reading": (
        'read_on = 2026-11-24\nhow = "read"',
        'how = "read"',
        "source coe-2002, read_on: found nothing",
    ),
    "a date in quotation marks": (
        'read_on = 2026-11-24\nhow = "read"',
        'read_on = "2026-11-24"\nhow = "read"',
        "source coe-2002, read_on: found '2026-11-24'; expected a date",
    ),
    "a date that does not exist": (
        'read_on = 2026-11-24\nhow = "read"',
        'read_on = 2026-11-31\nhow = "read"',
        "line 6, read_on: found 2026-11-31, a day that does not exist: November 2026 has 30 days",
    ),
    "a date in the future": (
        "ages = true",
        f"ages = true\nread_on = {TOMORROW}",
        f"figure gap, read_on: found {day(TOMORROW)}; expected no day in the future",
    ),
    "an address without https": (
        "https://example.org/coe",
        "example.org/coe",
        "source coe-2002, address: found 'example.org/coe'",
    ),
    "an address with a space": (
        "https://example.org/coe",
        "https://example.org/coe 2002",
        "source coe-2002, address: found",
    ),
    "no address": ('address = "https://example.org/coe"\n', "", "source coe-2002, address: found ''"),
    "another way of reading": (
        'how = "read"',
        'how = "heard"',
        "source coe-2002, how: found 'heard'; expected one of 'read', 'secondary', 'worked out'",
    ),
    "not said how it was worked out": (
        'note = "1.96 standard errors."\n',
        "",
        "source ours, note: found nothing",
    ),
    "one address twice": (
        'how = "worked out"',
        'how = "worked out"\naddress = "https://example.org/coe"',
        "source ours, address: found the address of coe-2002 again",
    ),
    "one key twice": ("[source.ours]", "[source.coe-2002]", "line "),
    "a key with a capital": ("[figure.gap]", "[figure.Gap]", "figure Gap: found the key 'Gap'"),
    "a value in words": (
        "value = 0.45",
        'value = "about 0.45"',
        "figure gap, value: found 'about 0.45'; expected a number",
    ),
    "a value of yes or no": (
        "ages = true",
        'ages = "yes"',
        "figure gap, ages: found 'yes'; expected true or false",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_and_entry(fault: str, tmp_path: Path) -> None:
    old, new, message = FAULTS[fault]
    assert GOOD.count(old) == 1
    (tmp_path / "sources.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_sources(tmp_path)
    said = str(refused.value).removeprefix(f"{tmp_path / 'sources.toml'}: ")
    assert said.startswith(message) or re.sub(r"^line \d+, ", "", said).startswith(message)


def test_the_file_that_the_faults_are_put_into_is_sound(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(GOOD, encoding="utf-8")
    sources = load_sources(tmp_path)
    assert list(sources) == ["coe-2002", "ours"]
    assert sources.figure("gap").printed() == "0.45 (2002; read 24 November 2026)"

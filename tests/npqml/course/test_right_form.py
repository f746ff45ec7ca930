"""What a person writes into a cohort file is answered with the key and the right form."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.course.cohort import load_cohort
from npqml.course.right_form import mended
from npqml.refusal import Refusal
from tests.npqml.course.test_cohort import GOOD

WRITTEN = {
    "start = 1 September 2025": "start = 2025-09-01",
    "start = 1st Sept 2025  # first day": "start = 2025-09-01",
    "start = 01/09/2025": "start = 2025-09-01",
    "start = 1.9.2025": "start = 2025-09-01",
    "start = 2025-9-1": "start = 2025-09-01",
    "end = Friday 18 December 2026": "end = 2026-12-18",
    "mess = True": "mess = true",
    "mess = yes": "mess = true",
    "mess = NO": "mess = false",
    "pupils = 58 children": "pupils = 58",
    "pupils = 1,200": "pupils = 1200",
    "school = Hazelmarsh Primary School": 'school = "Hazelmarsh Primary School"',
    "school = “Hazelmarsh”": 'school = "Hazelmarsh"',
    "start = 31/02/2026": "",
    "start = September": 'start = "September"',
    "start = 3/2026": "",
    "start =": "",
    "start 2025": "",
    "seed = 1e": "",
}


@pytest.mark.parametrize("line", WRITTEN)
def test_a_line_is_answered_with_its_right_form_or_with_nothing_made_up(line):
    assert mended(line) == WRITTEN[line]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("start = 2026-09-02", "start = 1 September 2026", "start: found start = 1 September 2026; expected"),
        ("start = 2026-09-02", "start = 1 September 2026", "Write: start = 2026-09-01"),
        ("start = 2026-09-02", 'start = "2 September 2026"', "Write: start = 2026-09-02"),
        ("start = 2026-09-02", 'start = "02/09/2026"', "Write: start = 2026-09-02"),
        ("mess = true", "mess = True", "mess: found mess = True"),
        ("mess = true", "mess = yes", "Write: mess = true"),
        ("mess = true", 'mess = "yes"', "Write: mess = true"),
        ("pupils = 58", 'pupils = "58"', "Write: pupils = 58"),
        (
            "start = 2026-09-02",
            "start = 2026-02-30",
            "start: found 2026-02-30, a day that does not exist: February 2026 has 28 days; expected a date",
        ),
    ],
)
def test_a_cohort_file_names_the_key_and_the_right_form(old, new, words, tmp_path: Path):
    assert GOOD.count(old) == 1
    (tmp_path / "cohorts").mkdir()
    (tmp_path / "cohorts" / "autumn.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load_cohort(tmp_path, "autumn")
    assert words in str(refused.value)

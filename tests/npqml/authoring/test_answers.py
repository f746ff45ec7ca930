from __future__ import annotations

import numpy as np
import pytest

from npqml.authoring.answers import plain, raw_for, read_answers
from npqml.refusal import Refusal

GOOD = """
[[answer]]
task = "1a-t1"
name = "counted rows"
kind = "mistake"
code = "on_roll = 180"
typed = "{on_roll} pupils"
mark = 0
mistake = "all-rows"
message = "every row"
"""

FAULTS = {
    "not TOML": ("[[answer]]", "[[answer]", "TOML"),
    "unknown table": ("[[answer]]", "[[reply]]", "only [[answer]]"),
    "unknown key": ("mark = 0", "mark = 0\nmarks = 0", "'marks'"),
    "no code": ('code = "on_roll = 180"', "", "no code"),
    "unknown kind": ('"mistake"\n', '"slip"\n', "kind = 'slip'"),
    "unknown way": ("mark = 0", 'mark = 0\nway = "phone"', "way = 'phone'"),
    "no mark": ("mark = 0", "", "the mark that this answer must get"),
    "mark as text": ("mark = 0", 'mark = "none"', "the mark that this answer must get"),
    "mistake without message": ('message = "every row"', "", "without its name or message"),
    "code that is not Python": ("on_roll = 180", "on_roll = = 180", "not Python"),
    "same name twice": (GOOD, GOOD + GOOD, "the same name twice"),
}


def test_an_entry_is_read_with_what_it_must_get(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(GOOD, encoding="utf-8")
    [entry] = read_answers(path)
    assert (entry.task, entry.kind, entry.mark, entry.mistake) == ("1a-t1", "mistake", 0, "all-rows")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_bank_gives_one_message_that_names_file_and_entry(tmp_path, fault):
    old, new, words = FAULTS[fault]
    assert old in GOOD
    path = tmp_path / "answers.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_answers(path)
    assert words in str(refused.value)
    assert str(path) in str(refused.value)


def test_what_is_typed_is_formatted_from_the_value(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(GOOD, encoding="utf-8")
    [entry] = read_answers(path)
    assert raw_for(entry, {}, ("on_roll",)) == {"on_roll": "180 pupils"}


def test_values_reach_the_control_as_plain_data():
    assert plain({"a": np.float64(1.5), "b": (np.int64(2), {3})}) == {"a": 1.5, "b": [2, [3]]}

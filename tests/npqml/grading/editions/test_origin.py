"""What a notebook says of where it comes from, whoever wrote it."""

from __future__ import annotations

import pytest

from npqml.grading.editions.origin import Origin, origin_of, origin_of_folder
from npqml_widgets.handin.saved_notebook import notebook_in

BUILD = "0123456789ab"
HAND_IN = {"cell_type": "code", "source": '_hand_in("demo-primary")\n# Made-up pupils: seed 11'}
PARAMETERS = {"cell_type": "code", "source": ["# Parameters\n", "seed = 12\n"]}
ANSWER = {"cell_type": "code", "source": "seed = 13", "metadata": {"npqml": {"task": "1a-t1", "answers": ["gap"]}}}


def said(about: object, *cells) -> Origin:
    return origin_of(notebook_in({"cells": list(cells), "metadata": {"npqml": about}}))


def test_metadata_count_before_the_words_of_cells():
    about = {"cohort": "demo-small", "seed": 3, "build": BUILD}
    assert said(about, PARAMETERS, HAND_IN) == Origin("demo-small", 3, BUILD)


@pytest.mark.parametrize(
    ("cells", "origin"),
    [
        ([HAND_IN], Origin("demo-primary", 11)),
        ([PARAMETERS], Origin("", 12)),
        ([ANSWER], Origin()),
        ([], Origin()),
    ],
)
def test_without_metadata_locked_cells_say_it_and_answer_cells_never(cells, origin):
    assert said({}, *cells) == origin


@pytest.mark.parametrize(
    "about",
    [
        {"seed": True}, {"seed": -1}, {"seed": 2**32}, {"seed": "3"}, {"seed": 1.5}, {"seed": None},
        {"build": "../../../etc"}, {"build": "0" * 13}, {"build": 7}, {"cohort": "../x"}, {"cohort": ["a"]},
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_believed(about):
    assert said(about) == Origin()


def test_a_folder_without_a_notebook_or_with_a_broken_one_says_nothing(tmp_path):
    assert origin_of_folder(tmp_path, "a.ipynb") == Origin()
    (tmp_path / "a.ipynb").write_bytes(b"\xff{")
    assert origin_of_folder(tmp_path, "a.ipynb") == Origin()

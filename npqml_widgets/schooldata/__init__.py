"""Data of a school: the files beside a notebook, and the tables that a data manager makes of them."""

from __future__ import annotations

from npqml_widgets.schooldata.asked import group_asked, pupil_asked
from npqml_widgets.schooldata.files import data
from npqml_widgets.schooldata.hiding import (
    TOTAL,
    cells,
    each_quoted,
    needlessly_hidden,
    small_cells,
    two_way,
    worked_out,
)
from npqml_widgets.schooldata.six import six_pupils
from npqml_widgets.schooldata.tables import (
    NO_START,
    gap_by_start,
    progress_by_start,
    start_bands,
    t_multiplier,
    with_estimates,
)

__all__ = [
    "NO_START",
    "TOTAL",
    "cells",
    "data",
    "each_quoted",
    "gap_by_start",
    "group_asked",
    "needlessly_hidden",
    "progress_by_start",
    "pupil_asked",
    "six_pupils",
    "small_cells",
    "start_bands",
    "t_multiplier",
    "two_way",
    "with_estimates",
    "worked_out",
]

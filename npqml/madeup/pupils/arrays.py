"""Names for the kinds of numpy array that pass between the modules here."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating[Any]]
"""Numbers that may be blank (NaN)."""
Whole = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]
Text = npt.NDArray[np.str_]
Days = npt.NDArray[np.datetime64]

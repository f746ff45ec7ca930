"""What every process that grades needs, imported once: they are forked from one that has imported this and no more."""

from __future__ import annotations

import gc
import os
import sys

gc.disable()  # until everything is there: looking for garbage among what is imported takes a tenth of the time
# One thread only: no fork is safe beside another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.modules.setdefault("pyarrow", None)  # type: ignore[arg-type]

import matplotlib.figure  # noqa: E402, F401 - what a module's own charts are made of

import npqml.grading.worker  # noqa: E402, F401
import npqml_widgets.charts.pictures  # noqa: E402
import npqml_widgets.schooldata  # noqa: E402

# In a process that grades nobody looks at the charts of an instructor's cells.
npqml_widgets.charts.pictures.wanted = lambda: False
for name in npqml_widgets.__all__:
    getattr(npqml_widgets, name)
gc.freeze()
gc.enable()

"""Pictures of charts: drawn or left out, since drawing one takes as long as everything else in a submission."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from npqml_widgets.charts import pictures

draw = False
before_drawing: Callable[[], None] = lambda: None  # noqa: E731 - the runner says so to the engine
_left_out = 0


def watch(shell: Any) -> None:
    """Have every figure that a cell shows drawn, or counted and left out, as `draw` says."""
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    plt.uninstall_repl_displayhook()  # it draws every figure once more, for nobody
    plt.show = lambda *_, **__: _show_open(shell)
    shell.display_formatter.formatters["image/png"].for_type(Figure, _png)
    pictures.wanted = _wanted


def end_cell(shell: Any) -> int:
    """Show the figures that a cell left open, as a notebook does, and give how many pictures were left out in it."""
    global _left_out
    if "matplotlib.pyplot" in sys.modules:
        _show_open(shell)
    counted, _left_out = _left_out, 0
    return counted


def _show_open(shell: Any) -> None:
    import matplotlib.pyplot as plt

    for number in plt.get_fignums()[:20]:
        data, _ = shell.display_formatter.format(plt.figure(number))
        shell.recorder.display(data)
    plt.close("all")


def _wanted() -> bool:
    global _left_out
    _left_out += not draw
    if draw:
        before_drawing()
    return draw


def _png(chart: Any) -> bytes | None:
    from npqml_widgets.charts.figure import picture_of

    return picture_of(chart) if _wanted() else None

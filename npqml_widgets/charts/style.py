"""How charts look: colours that colour-blind people can tell apart, one font everywhere, no decoration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

# Told apart in every common kind of colour blindness (Okabe and Ito), each at least 3:1 against white.
PALETTE = ("#0072b2", "#d55e00", "#00785a", "#9a4f86", "#595959", "#7a5c00")
INK, QUIET, RULE = "#222222", "#595959", "#8c8c8c"

# Typed loosely: matplotlib's own list of names differs from version to version.
RC: Any = {
    # DejaVu Sans comes with matplotlib, so that a chart has the same bytes on every computer.
    "font.family": ["DejaVu Sans"],
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": RULE,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "legend.frameon": False,
}


@contextmanager
def plain_style() -> Iterator[None]:
    """Draw in the style of the course inside a `with` block, whatever the notebook has set."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(RC)
        yield


Arguments = ParamSpec("Arguments")
Drawing = TypeVar("Drawing")


def drawn_plainly(draw: Callable[Arguments, Drawing]) -> Callable[Arguments, Drawing]:
    """Give a drawing function that draws in the style of the course."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Drawing:
        with plain_style():
            return draw(*args, **kwargs)

    return drawn

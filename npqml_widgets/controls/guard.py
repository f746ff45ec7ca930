"""The guard of a form, which keeps its keys from the notebook."""

from __future__ import annotations

from typing import Any

import anywidget

from npqml_widgets.controls.base import script, with_words


class Guard(anywidget.AnyWidget):
    """Nothing to see: keeps keys pressed anywhere in its output from reaching the notebook, where x cuts a cell.

    It also has the notebook saved without a question whose default would destroy what another tab has saved, and a
    Python started for Start where there is none.
    """

    _esm = script("twotabs.js", "startagain.js", "guard.js")

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), "")

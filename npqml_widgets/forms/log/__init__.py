"""The form of the learning log."""

from __future__ import annotations

from npqml_widgets.forms.log.form import learning_log

__all__ = ["learning_log"]

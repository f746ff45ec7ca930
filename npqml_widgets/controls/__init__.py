"""Controls that a form is built of: plain HTML inside anywidget, usable by keyboard and screen reader alike."""

from __future__ import annotations

from npqml_widgets.controls.guard import Guard
from npqml_widgets.controls.kinds import Control, control
from npqml_widgets.controls.preview import Preview

__all__ = ["Control", "Guard", "Preview", "control"]

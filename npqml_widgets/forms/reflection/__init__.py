"""The form of the leadership reflection."""

from __future__ import annotations

from npqml_widgets.forms.reflection.form import leadership_reflection

__all__ = ["leadership_reflection"]

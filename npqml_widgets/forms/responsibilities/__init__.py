"""The form of the responsibility table."""

from __future__ import annotations

from npqml_widgets.forms.responsibilities.form import responsibilities

__all__ = ["responsibilities"]

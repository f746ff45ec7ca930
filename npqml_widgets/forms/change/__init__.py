"""The form of the change plan."""

from __future__ import annotations

from npqml_widgets.forms.change.form import change_plan

__all__ = ["change_plan"]

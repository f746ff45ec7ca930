"""The form of the project plan."""

from __future__ import annotations

from npqml_widgets.forms.plan.form import plan

__all__ = ["plan"]

"""The form of the development plan."""

from __future__ import annotations

from npqml_widgets.forms.development.form import development_plan

__all__ = ["development_plan"]

"""The form of the budget."""

from __future__ import annotations

from npqml_widgets.forms.budget.form import budget

__all__ = ["budget"]

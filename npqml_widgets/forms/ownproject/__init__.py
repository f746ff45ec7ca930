"""The form in which one's own project is chosen."""

from __future__ import annotations

from npqml_widgets.forms.ownproject.form import own_project

__all__ = ["own_project"]

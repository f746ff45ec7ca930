"""The form of the evidence for the sponsor, and of what came back."""

from __future__ import annotations

from npqml_widgets.forms.sponsor.form import sponsor_comments

__all__ = ["sponsor_comments"]

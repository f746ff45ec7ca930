"""The collator's form of 360 feedback."""

from __future__ import annotations

from npqml_widgets.forms.feedback360.form import feedback360, feedback360_practice

__all__ = ["feedback360", "feedback360_practice"]

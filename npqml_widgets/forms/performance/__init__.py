"""The form of pupil performance data."""

from __future__ import annotations

from npqml_widgets.forms.performance.form import pupil_performance

__all__ = ["pupil_performance"]

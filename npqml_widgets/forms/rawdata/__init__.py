"""The form of the raw data analysis."""

from __future__ import annotations

from npqml_widgets.forms.rawdata.example import raw_data_example
from npqml_widgets.forms.rawdata.form import raw_data_analysis

__all__ = ["raw_data_analysis", "raw_data_example"]

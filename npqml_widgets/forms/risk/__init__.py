"""The form of the risk register."""

from __future__ import annotations

from npqml_widgets.forms.risk.form import risk_register

__all__ = ["risk_register"]

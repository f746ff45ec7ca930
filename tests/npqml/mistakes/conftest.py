"""Mistakes are found in what candidates of the small course send in."""

from __future__ import annotations

from tests.npqml.grading.conftest import sender, sent

__all__ = ["sender", "sent"]

"""Gradings of the real course share one warm parent, as those of the small one do."""

from __future__ import annotations

from tests.npqml.conftest import one_warm_parent

__all__ = ["one_warm_parent"]

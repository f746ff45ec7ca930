"""What candidates of the small course send in, as grading's own tests have it."""

from __future__ import annotations

from tests.npqml.grading.conftest import sent

__all__ = ["sent"]

"""The leadership reflection; notebooks make one up out of these two."""

from __future__ import annotations

from npqml_widgets.documents.reflection.model import Reflection, Reflections

__all__ = ["Reflection", "Reflections"]

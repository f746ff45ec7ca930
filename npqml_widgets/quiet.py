"""Imported first: what libraries say while they are loaded, and nobody can act on, is not shown to a candidate."""

from __future__ import annotations

import logging

# In a browser the first import lists the fonts, and says so in red as if something were wrong.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

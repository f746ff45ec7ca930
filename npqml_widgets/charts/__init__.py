"""Charts and tables with their text."""

from __future__ import annotations

import logging

# In a browser matplotlib lists the fonts when it is first imported, and says so in red as if something were wrong.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

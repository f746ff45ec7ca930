"""Where pupils' data go while the form works on them, in words: this browser, this computer, or a server."""

from __future__ import annotations

import os
import sys

HELD = (
    "Names, pupils' numbers and dates of birth are dropped as the file is read, and columns that are no field "
    "with them. "
    "The rows stay in this page's memory until it is closed or its kernel stops, and are written to no file. "
    "What is saved, "
    "written and handed in are results for groups at or above your limit, the steps of cleaning, and your words."
)
BROWSER = "This page runs wholly in your browser: the file goes nowhere."
HUB = (
    "This page runs on a server (JupyterHub): the file that you choose travels there to be read. Use it only "
    "where your "
    "school has agreed to that server; else work with the browser edition, or on a school computer."
)
COMPUTER = (
    "This page runs where Jupyter was started, as a rule on this computer: then the file goes nowhere else. "
    "If the address "
    "above is not localhost, it travels to that server: ask your data protection lead first."
)
SHARED = (
    "On a shared computer close the page and stop its kernel when you leave. Keep the export in the school's "
    "own folders, "
    "not beside this notebook: there it could be packed when you hand in."
)


def where_it_runs() -> str:
    """Return where the form runs, and so where a file goes that is brought in."""
    if sys.platform == "emscripten":
        return BROWSER
    return HUB if "JUPYTERHUB_USER" in os.environ else COMPUTER

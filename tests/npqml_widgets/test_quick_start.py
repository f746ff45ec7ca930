"""What the first cells of a page load, and what they leave for later.

No mirror: it is about the package as a whole.
"""

from __future__ import annotations

import subprocess
import sys

LOADED = (
    "import sys, npqml_widgets, npqml_widgets.schooldata.tables, npqml_widgets.forms.review; "
    "print(*[name for name in ('pandas', 'matplotlib') if name in sys.modules])"
)


def test_the_first_table_of_a_page_never_waits_for_matplotlib():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["pandas"]

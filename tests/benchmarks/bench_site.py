"""How long the in-browser course takes from the click to the first answer: run by hand, prints a table.

    python tests/benchmarks/bench_site.py [SITE_FOLDER]

Builds the demo cohort's site where no folder is given. Measured in Chromium on a server of the same machine, a new
browser profile for each page: until the front page shows what is done, until a notebook is shown, until its first table
of pandas stands there (Start is pressed as soon as there is a Start), and until every cell has run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.bench_forms import given
from tests.browser.site_page import COHORT, PRACTICE, STATE, built_course, open_page, served
from tests.conftest import chromium as chromium_fixture

PAGES = ("1a/learn-about/1-data-tools.ipynb", PRACTICE, "assessment/risk-register.ipynb")
TIMES = 5


def front(browser, address: str) -> float:
    """Give the seconds until the front page shows what is done."""
    context = browser.new_context()
    page = context.new_page()
    start = time.monotonic()
    page.goto(f"{address}/index.html")
    page.locator(".progress.done").first.wait_for()
    taken = time.monotonic() - start
    context.close()
    return taken


def notebook(browser, address: str, path: str) -> tuple[float, float, float]:
    """Give the seconds until a page is shown, its first table or form stands there, and all of it has run."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    start = time.monotonic()
    open_page(page, address, path)
    shown = time.monotonic() - start
    page.locator(".jp-OutputArea table, .jp-OutputArea .npqml").first.wait_for(state="attached")
    first = time.monotonic() - start
    page.wait_for_function(STATE)
    whole = time.monotonic() - start
    context.close()
    return shown, first, whole


def middle(times: Sequence[float]) -> str:
    """Give the median of some times, and their range, in words."""
    return f"{median(times):.1f} ({min(times):.1f}-{max(times):.1f})"


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _built()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    with given(chromium_fixture) as browser, served(folder) as address:
        print(f"size {size / 1e6:.1f} MB; each time the middle of {TIMES} (fastest to slowest), in seconds")  # noqa: T201
        print(f"front page {middle([front(browser, address) for _ in range(TIMES)])}")  # noqa: T201
        print(f"{'page':40}{'shown':>20}{'first result':>20}{'all has run':>20}")  # noqa: T201
        for path in PAGES:
            times = zip(*(notebook(browser, address, path) for _ in range(TIMES)), strict=True)
            print(f"{path:40}" + "".join(f"{middle(one):>20}" for one in times))  # noqa: T201


def _built() -> Path:
    from npqml.site.build import build_site

    return build_site(built_course(Path(tempfile.mkdtemp()) / "course"), COHORT).folder


if __name__ == "__main__":
    main()

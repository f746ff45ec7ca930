"""The same submissions graded by stock nbgrader and by us.

Run it with `python -m tests.hostile.against_nbgrader docs/evidence/hostile.md`.

Takes about a quarter of an hour. Each case is graded by nbgrader in a copy of the small course with two honest
candidates beside it, in a process namespace that ends with it: nbgrader runs a candidate's code as the user who
calls it, so do this on a machine that holds nothing of value.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import frozen

from npqml.grading.gradebook.book import gradebook
from npqml.place import Place
from tests.hostile.case import ALL_MARKS, HONEST, Case, honest, said, send
from tests.hostile.cases import CASES
from tests.hostile.conftest import CHECKOUT, Run, contents, finished, hostile_course, start, tidy
from tests.npqml.conftest import COHORT, build_stand_in
from tests.npqml.grading.gradebook.as_nbgrader_reads import marks

SECONDS = 75  # for a case and the honest candidates together
RUNS = ("application/javascript", "image/svg+xml")
APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
HEAD = Path(__file__).with_name("table_head.md")


@frozen
class Outcome:
    """What came of one case."""

    mark: float | None
    notebook: dict[str, Any]
    others: list[float | None]
    broken: tuple[str, ...] = ()
    code: int = 0

    def words(self, case: Case) -> str:
        """Say in a few words what came of it, what went wrong in bold."""
        graded = self.mark is not None
        found = []
        if graded and self.mark > (case.marks or 0):
            found.append(f"**{self.mark:g} marks**")
        elif graded and self.mark < (case.marks or 0):
            found.append(f"**only {self.mark:g} marks**")
        elif not graded and case.marks is not None:
            found.append("**not graded**")
        got = re.findall(r"^GOT: (.*)", said(self.notebook), re.MULTILINE)
        found += [f"**got: {_short('; '.join(got))}**"] if got else []
        for one in self.others:
            if one != ALL_MARKS:
                found.append(f"**an honest candidate {'not graded' if one is None else f'has {one:g} marks'}**")
        found += ["**live script in the graded notebook**"] if _is_live(self.notebook) else []
        found += [f"**{one}**" for one in self.broken]
        words = ", ".join(found) or ("as deserved" if graded else "as deserved: not graded")
        return f"{words} (exit code {self.code})" if self.code else words


def _is_live(notebook: dict[str, Any]) -> bool:
    """Tell whether a notebook shows something that a page would run."""
    shown = [output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return any(
        kind in RUNS or (kind == "text/html" and "<script" in "".join(data[kind])) for data in shown for kind in data
    )


def _short(text: str) -> str:
    plain = re.sub(r"[^\w .,;:/()'-]", "", re.sub(r"/tmp/\S*?/course", "the course", text))
    return plain if len(plain) < 130 else plain[:127] + "…"


def by_nbgrader(case: Case, built: Path) -> Outcome:
    """Grade one case by stock nbgrader, in a copy of the course."""
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        root = Path(folder, "course")
        shutil.copytree(built, root)
        place = Place(root)
        honest(place)
        send(case, place, str(root))
        shutil.copy(CHECKOUT / "nbgrader_config.py", root)
        before = contents(root)
        broken, code = [], 0
        environment = {**os.environ, "NPQML_COHORT": COHORT, "PYTHONPATH": str(CHECKOUT)}
        command = [*APART, sys.executable, "-m", "nbgrader", "autograde", "1a"]
        try:
            code = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=SECONDS).returncode
        except subprocess.TimeoutExpired:
            broken.append(f"still running after {SECONDS} s")
        if contents(root) != before:
            broken.append("the course's files changed")
        run = Run(place, {}, {}, {})
        others = [_mark(run, name) for name in HONEST]
        return Outcome(_mark(run, case.folder), run.notebook(case.folder), others, tuple(broken), code)


def _mark(run: Run, candidate: str) -> float | None:
    """Give the marks that nbgrader gave; None where there is no graded notebook."""
    if not run.notebook(candidate)["cells"]:
        return None
    with gradebook(run.place, COHORT) as book:
        return float(sum(one.mark or 0 for one in marks(book, "1a", candidate).values()))


def by_us(cases: tuple[Case, ...], folder: Path) -> dict[str, Outcome]:
    """Grade all cases in one run of our own."""
    place = hostile_course(folder / "course", cases)
    run = finished(place, contents(place.root), start(place, str(place.root)))
    broken = ("the course's files changed",) if contents(place.root) != run.before else ()
    others = [run.results[name].mark for name in HONEST]
    return {case.id: Outcome(run.results[case.name].mark, run.notebook(case.name), others, broken) for case in cases}


def main() -> None:
    """Write the table."""
    cases = tuple(case for case in CASES if not sys.argv[2:] or case.id in sys.argv[2:])
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        ours = by_us(cases, Path(folder))
        built = build_stand_in(Path(folder, "built")).root
        theirs = list(pool.map(lambda case: by_nbgrader(case, built), cases))
    tidy()
    head = HEAD.read_text(encoding="utf-8").format(
        number=len(cases), nbgrader=version("nbgrader"), seconds=SECONDS, all=ALL_MARKS,
        python=platform.python_version(), kernel=platform.release().split("-")[0], date=f"{datetime.now(UTC):%d %B %Y}",
    )  # fmt: skip
    rows = []
    for case, one in zip(cases, theirs, strict=True):
        deserves = f" (deserves {case.marks:g})" if case.marks else ""
        tries = case.tries.replace("|", "\\|").replace("<", "&lt;")
        rows.append(f"| {case.id} | {tries}{deserves} | {one.words(case)} | {ours[case.id].words(case)} |\n")
    Path(sys.argv[1]).write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()

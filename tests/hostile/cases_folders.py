"""Cases in which what lies beside the notebook, or the folder itself, is broken or leads somewhere else."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

import os
import shutil

from tests.hostile.case import RIGHT, Case
from tests.npqml.grading.conftest import Sender

NOTEBOOK = "1a-analyse-performance-data.ipynb"
STOP = "raise SystemExit('this must not be imported')"


def _link(target: str, name: str = NOTEBOOK):
    """Give a change that puts a link in the place of a file."""

    def apply(sent: Sender) -> None:
        (sent.folder / name).unlink(missing_ok=True)
        (sent.folder / name).symlink_to(target)

    return apply


def _folder_link(sent: Sender) -> None:
    shutil.rmtree(sent.folder)
    sent.folder.symlink_to("../z-honest/1a", target_is_directory=True)


def _work_link(sent: Sender) -> None:
    (sent.folder / "work").rmdir()
    (sent.folder / "work").symlink_to("../../z-honest/1a/work", target_is_directory=True)
    (sent.folder / "passwords.csv").symlink_to("/etc/passwd")
    (sent.folder / "theirs.json").symlink_to("../../z-honest/1a/work/1a-t3.json")
    sent.type("1a-t1", "import os\nfor _n in ('passwords.csv', 'theirs.json', 'work/1a-t3.json'):\n"
                       "    if os.path.exists(_n): print('GOT:', open(_n).read())")  # fmt: skip


def _pipe(sent: Sender) -> None:
    sent.path.unlink()
    os.mkfifo(sent.path)
    os.mkfifo(sent.folder / "work" / "1a-t1.json")
    os.mkfifo(sent.folder / "endless.csv")


def _directory(sent: Sender) -> None:
    sent.path.unlink()
    sent.path.mkdir()


def _own_data(sent: Sender) -> None:
    (sent.folder / "pupils.csv").write_text("UPN,Left\nP1,\n")
    sent.type("1a-t1", "on_roll = int(data('pupils.csv')['Left'].isna().sum())")


def _own_modules(sent: Sender) -> None:
    for name in ("pandas", "npqml_widgets", "json", "sitecustomize", "usercustomize", "numpy", "matplotlib"):
        (sent.folder / f"{name}.py").write_text(STOP)
    (sent.folder / "npqml").mkdir()
    (sent.folder / "npqml" / "__init__.py").write_text(STOP)
    (sent.folder / "own.pth").write_text("import os; os._exit(1)\n")
    (sent.folder / "nbgrader_config.py").write_text(STOP)


def _work(contents: dict[str, bytes]):
    def apply(sent: Sender) -> None:
        for name, content in contents.items():
            (sent.folder / "work" / name).write_bytes(content)

    return apply


def _saved(task: str, values: str) -> bytes:
    return (
        f'{{"schema": 1, "task": "{task}", "revision": 1, "saved": "2026-11-20T16:05:00+00:00", "versions": [], '
        f'"values": {values}}}'
    ).encode()


def _odd_files(sent: Sender) -> None:
    deep = sent.folder.joinpath(*["deep"] * 100)
    deep.mkdir(parents=True)
    for folder in (sent.folder, deep):
        for name in (b"not-\xff-text.csv", b"two\nlines.csv", b"-rf.csv", b"'; DROP TABLE student.csv", b"~.csv"):
            (folder / os.fsdecode(name)).write_bytes(b"a,b\n1,\xff\n")


def _time(sent: Sender) -> None:
    (sent.folder / "timestamp.txt").write_text("99999-13-45 \n<script>")


POISONED_SAVES = {
    "1a-t1.json": b"[" * 200_000,
    "1a-t2.json": _saved("1a-t2", '{"gap": NaN}'),
    "1a-t3.json": _saved("1a-t3", '{"priority": {"a": [[[[[1]]]]]}}'),
    "1a-t4.json": _saved("1a-t4", '{"small": ["ehc", "pp"], "__class__": 1, "mark": 6}'),
    "1a-t11.json": b"{" + b'"a":{' * 100_000,
    "problems.json": b'[{"task": 1}]',
}
HUGE_SAVES = {
    "1a-t1.json": _saved("1a-t1", f'{{"on_roll": {"9" * 100_000}}}'),
    "1a-t2.json": _saved("1a-t2", f'{{"gap": "{"4" * 900_000}"}}'),
    "1a-t3.json": b" " * 30_000_000,
    "1a-t4.json": _saved("1a-t4", '{"small": "' + "\\u0000" * 1_000 + '"}'),
}
ODD_NAMES = (
    "<script>alert(1)</script>".replace("/", "\u2215"), "x'; DROP TABLE student; --", "=cmd()", "-rf", "$(id) `id`",
    "ünï cödé 学校", "two\nlines", " spaces ", "%s{0}", ".hidden", "x" * 200, os.fsdecode(b"not-\xff-text"),
)  # fmt: skip

CASES = (
    Case("link-to-passwords", "the notebook is a link to /etc/passwd", change=_link("/etc/passwd"), marks=None),
    Case("link-to-another", "the notebook is a link to another candidate's",
         change=_link(f"../../z-honest/1a/{NOTEBOOK}"), marks=None),
    Case("link-to-device", "the notebook is a link to /dev/zero", change=_link("/dev/zero"), marks=None),
    Case("folder-is-a-link", "the whole folder is a link to another candidate's", change=_folder_link, marks=None),
    Case("links-beside", "saved answers and data are links to another candidate's and to /etc/passwd", change=_work_link),
    Case("pipes", "the notebook and data are pipes that nobody writes to", change=_pipe, marks=None),
    Case("directory", "the notebook is a folder", change=_directory, marks=None),
    Case("own-data", "its own pupils.csv, from which the answer is worked out", change=_own_data, marks=2.0),
    Case("own-modules", "pandas.py, npqml_widgets.py, json.py and others beside a right notebook", RIGHT, _own_modules, 6.0),
    Case("poisoned-saves", "saved answers that are deep, NaN, of wrong types, with further fields",
         {cell: f'{line.split(" ")[0]} = answer("{cell}")' for cell, line in RIGHT.items()}, _work(POISONED_SAVES)),
    Case("huge-saves", "saved answers that are huge, with right answers typed below", RIGHT, _work(HUGE_SAVES), 6.0),
    Case("odd-files", "a right notebook among files with odd names, a hundred folders deep", RIGHT, _odd_files, 6.0),
    Case("odd-time", "a right notebook with a time of handing in that is none", RIGHT, _time, 6.0),
    *(Case(f"odd-name-{number}", f"a right notebook in a folder named {name!r:.40}", RIGHT, marks=6.0, candidate=name)
      for number, name in enumerate(ODD_NAMES, 1)),
)  # fmt: skip

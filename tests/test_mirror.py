"""The tests mirror the packages: a file of tests is found where its module is. No mirror: it is about all of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
PACKAGES = ("npqml", "npqml_widgets")
ELSEWHERE = ("browser", "course", "hostile", "pyodide")  # about several modules at once, as their folders' names say
FILES = sorted(path for package in PACKAGES for path in (HERE / package).rglob("test_*.py"))


def mirrored(path: Path) -> Path:
    """The module or the package that a file of tests is about, whether it is there or not."""
    at = ROOT / path.relative_to(HERE).with_name(path.name.removeprefix("test_"))
    return at.with_suffix("") if at.with_suffix("").is_dir() else at


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(HERE)) for path in FILES])
def test_a_file_of_tests_has_its_module_or_says_why_not(path: Path):
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    wanted = mirrored(path)
    assert wanted.exists() or "No mirror:" in words, (
        f"{path.relative_to(ROOT)} mirrors {wanted.relative_to(ROOT)}, which is not there. Move it to its module's "
        'place, or say in its docstring why it has none ("No mirror: ...").'
    )


def test_every_other_folder_of_tests_says_what_it_is_for():
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and any(path.rglob("test_*.py"))}
    assert folders - {*PACKAGES, *ELSEWHERE} == set()

"""What is put off is not loaded by what we use of a library, and is whole for whoever asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow  # together they take many seconds


def said_by(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("used", "not_loaded"),
    [
        ("nbformat", ["rfc3987_syntax.syntax_helpers", "lark"]),
        ("nbgrader.api", ["nbgrader.server_extensions", "jupyter_server", "setuptools.dist", "lark"]),
        ("nbgrader.preprocessors", ["nbgrader.server_extensions", "nbconvert.exporters.html", "mistune"]),
        ("jupytext.jupytext", ["jupytext.contentsmanager", "jupyter_server"]),
        ("papermill.translators", ["papermill.execute", "requests"]),
    ],
)
def test_using_a_part_of_a_library_does_not_load_the_rest(used, not_loaded):
    code = f"import sys, npqml, {used}; print([name for name in {not_loaded} if name in sys.modules])"
    assert said_by(code) == "[]"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("import nbgrader; print(callable(nbgrader._load_jupyter_server_extension))", "True"),
        ("import nbgrader.api, nbgrader; print(nbgrader.__version__ > '0.9')", "True"),
        ("from nbconvert import HTMLExporter; print(HTMLExporter.__name__)", "HTMLExporter"),
        ("from nbconvert.exporters import *; print(NotebookExporter.__name__)", "NotebookExporter"),
        ("from papermill import execute_notebook; print(callable(execute_notebook))", "True"),
        ("import jupytext; print(callable(jupytext.read))", "True"),
        ("from rfc3987_syntax import is_valid_syntax as is_a; print(is_a('iri', 'http://a.b/ü'))", "True"),
        ("from rfc3987_syntax import is_valid_syntax as is_a; print(is_a('iri', 'no such'))", "False"),
        ("from setuptools.archive_util import unpack_archive\ntry: unpack_archive('none', '.')\n"
         "except OSError as problem: print(type(problem).__name__)", "FileNotFoundError"),
        ("import setuptools; print(callable(setuptools.setup))", "True"),
        ("import rfc3987_syntax as r; r.is_valid_syntax('iri', 'a:b'); import rfc3987_syntax; "
         "print(hasattr(rfc3987_syntax, 'syntax_helpers'))", "True"),
    ],
)  # fmt: skip
def test_whoever_asks_for_the_rest_gets_it(asked, answer):
    assert said_by(f"import npqml; {asked}") == answer

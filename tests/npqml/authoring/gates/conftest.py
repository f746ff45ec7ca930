"""A copy of the real course and its first module, for a fault to be made in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from npqml.course.modules import Module
from tests.npqml.authoring.gates.faults import FOLDER, REAL


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the real course."""
    return Path(shutil.copytree(REAL, tmp_path / "course"))


@pytest.fixture
def module(course: Path) -> Module:
    """Its module 1a."""
    return Module("1a", course / FOLDER)

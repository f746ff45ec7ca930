"""The folder of a module in which each test of handing in takes place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.npqml_widgets.handin.module import at_noon


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of module 1a at noon, as the folder that the notebook runs in."""
    return at_noon(tmp_path, monkeypatch)

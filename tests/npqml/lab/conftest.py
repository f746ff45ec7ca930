from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def own_signatures(tmp_path, monkeypatch):
    """Keep the signatures of these tests out of the real list of trusted notebooks."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))

"""A workbook worked out by a real spreadsheet, for tests of formulas."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook


def worked_out(content: bytes, folder: Path) -> Any:
    """Return a workbook as LibreOffice has worked it out; skips the test, with a reason, where there is none."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice (LibreOffice) is not installed: apt-get install libreoffice-calc-nogui")
    (folder / "book.xlsx").write_bytes(content)
    arguments = ["--headless", f"-env:UserInstallation=file://{folder}/own", "--convert-to",
                 "xlsx:Calc MS Excel 2007 XML"]  # fmt: skip
    command = [program, *arguments, "--outdir", str(folder / "out"), str(folder / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return load_workbook(folder / "out" / "book.xlsx", data_only=True)

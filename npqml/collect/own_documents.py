"""A candidate's own documents and cases as a hand-in: nothing of it is graded, so what they keep is all that counts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from npqml_widgets.handin.files import is_file

NONE_CAME = "No document came along: they lie in the folder work. Ask for the file that Check and pack makes."
ABOUT_HANDING_IN = "hand-in.json"


def documents_in(folder: Path) -> dict[str, str]:
    """Return the documents that a staged or collected hand-in holds, by name, with a digest of each."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:24]
        for path in sorted((folder / "work").glob("*.json"))
        if is_file(path) and path.name != ABOUT_HANDING_IN
    }

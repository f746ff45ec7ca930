"""nbgrader's settings for one cohort, used by our own commands and by `nbgrader_config.py` alike."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config

from npqml.place import WORKED, Place

STUB = "# Or type a line of Python below this one, and run the cell (Shift+Enter)."


def cohort_settings(place: Place, cohort: str) -> Config:
    """Give nbgrader's configuration for a cohort: its folders, its gradebook and what stands for a solution."""
    settings = Config()
    settings.CourseDirectory.root = str(place.root)
    settings.CourseDirectory.course_id = cohort
    settings.CourseDirectory.db_url = f"sqlite:///{place.gradebook(cohort)}"
    for step in ("source", "release", "submitted", "autograded", "feedback"):
        settings.CourseDirectory[f"{step}_directory"] = f"{step}/{cohort}"
    settings.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "work.lock", WORKED]
    settings.ClearSolutions.code_stub = {"python": STUB}
    settings.ClearSolutions.text_stub = "Type your answer here."
    settings.IncludeHeaderFooter.header = ""
    return settings


def put_own_programs_first() -> None:
    """Put the environment's own programs first on PATH: nbgrader starts `alembic` by name to make a gradebook."""
    own = str(Path(sys.executable).parent)
    rest = [one for one in os.environ.get("PATH", "").split(os.pathsep) if one != own]
    os.environ["PATH"] = os.pathsep.join([own, *rest])

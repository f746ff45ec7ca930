"""nbgrader's settings, the ones that npqml itself uses, for nbgrader's own commands and for formgrader.

Name the cohort in the environment: `NPQML_COHORT=demo-secondary nbgrader export`.
"""

import os
from pathlib import Path

from npqml.nbgrader_settings import cohort_settings
from npqml.place import Place

c = get_config()  # noqa: F821 - given by traitlets
c.merge(cohort_settings(Place(Path(__file__).resolve().parent), os.environ.get("NPQML_COHORT", "demo-secondary")))
# Blank, not 0, for a module that a candidate has no marks for.
c.ExportApp.plugin_class = "npqml.reports.nbgrader_export.MarksOrBlanks"

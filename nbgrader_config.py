# nbgrader's settings, for its own commands and for formgrader: `NPQML_COHORT=demo-secondary nbgrader export`.
# They are the ones that npqml itself uses.
import os
from pathlib import Path

from npqml.nbgrader_settings import cohort_settings
from npqml.place import Place

c = get_config()  # noqa: F821 - given by traitlets
c.merge(cohort_settings(Place(Path(__file__).resolve().parent), os.environ.get("NPQML_COHORT", "demo-secondary")))
# Blank, not 0, for a module that a candidate has no marks for.
c.ExportApp.plugin_class = "npqml.reports.export.MarksOrBlanks"

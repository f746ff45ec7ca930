"""Reading a case from its file: only one that passes every gate is given."""

from __future__ import annotations

from pathlib import Path

from npqml_widgets.documents.scenario.gates import faults
from npqml_widgets.documents.scenario.model import Case
from npqml_widgets.keeping.authored import Refused, read_authored


def load_case(file: Path) -> Case:
    """Give a case that has passed every gate; raises Refused with a sentence for each fault."""
    case = read_authored(file, Case)
    found = list(faults(case, file))
    if found:
        raise Refused(found)
    return case

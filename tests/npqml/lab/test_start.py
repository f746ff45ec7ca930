from __future__ import annotations

from npqml.lab.folder import work_folder
from npqml.lab.start import first_page

NOTEBOOK = "1a/1a-analyse-performance-data.ipynb"


def test_a_candidate_gets_the_front_page_a_facilitator_the_first_notebook_and_a_provider_the_whole_lab(place, cohort):
    folder = work_folder(place, cohort, None)
    assert first_page("candidate", folder) == "/npqml"
    assert first_page("facilitator", folder) == f"/doc/tree/{NOTEBOOK}"
    assert first_page("provider", place.root) == "/lab"
    assert first_page("candidate", place.root / "course") == "/lab"

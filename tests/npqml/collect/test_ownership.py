from __future__ import annotations

from npqml.collect.ownership import _ids_in, _parts_that_are


def test_an_id_in_a_path_is_a_word_of_its_own():
    ids = ["c001", "c01", "12"]
    assert _parts_that_are("/C001/1a", ids) == ["c001"]
    assert _parts_that_are("/1a-c001-2026-11-12.npqml.zip", ids) == []
    assert _ids_in("/1a-c001-final.ipynb", ids) == ["c001"]
    assert _ids_in("/1a-xc001.ipynb", ids) == []

"""The page that JupyterLab is served with for candidates and facilitators."""

from __future__ import annotations

from npqml.lab.ownpage import own_page_options, write_own_page


def test_the_page_is_jupyterlabs_own_with_the_bar_in_it_and_everything_that_it_loads_lies_beside(tmp_path):
    write_own_page(tmp_path)
    page = (tmp_path / "templates" / "index.html").read_text()
    assert '<html lang="en-GB">' in page
    assert "jupyter-config-data" in page
    assert 'id="npqml-ready" role="status"' in page
    for name in ("bar.css", "reading.css", "reading.js", "start.js"):
        assert f"static/npqml/{name}" in page
        assert (tmp_path / "static" / "npqml" / name).is_file()


def test_it_is_written_again_over_an_earlier_one(tmp_path):
    write_own_page(tmp_path)
    before = (tmp_path / "templates" / "index.html").read_text()
    write_own_page(tmp_path)
    assert (tmp_path / "templates" / "index.html").read_text() == before


def test_jupyterlab_is_told_where_it_lies(tmp_path):
    options = " ".join(own_page_options(tmp_path))
    assert str(tmp_path / "templates") in options
    assert str(tmp_path / "static") in options

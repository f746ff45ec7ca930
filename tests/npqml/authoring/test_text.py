"""What an author's text says of the figures that it names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from npqml.authoring.text import fill, folded_sources, list_of_sources
from npqml.course.sources import Figure, Sources, load_sources


def figure(key: str, source: str = "dfe", *, ages: bool = True) -> Figure:
    return Figure(key, 20, "%", "a share", source, "2024", date(2026, 11, 24), "read", ages)


FIGURES = Sources((), [figure("one"), figure("two"), figure("third", "ofsted"), figure("lasting", ages=False)])
NOTE = "(2024; read 24 November 2026)"


def filled(text: str, tmp_path) -> str:
    return fill(text, {}, FIGURES, tmp_path / "page.md")


def test_figures_of_one_source_in_one_paragraph_have_one_note_on_their_edition(tmp_path):
    assert filled("{{figure:one}} here, {{figure:two}} there.", tmp_path) == f"20% {NOTE} here, 20% there."


def test_another_paragraph_and_another_source_have_their_own(tmp_path):
    text = filled("{{figure:one}} and {{figure:third}}.\n\n{{figure:two}}.", tmp_path)
    assert text == f"20% {NOTE} and 20% {NOTE}.\n\n20% {NOTE}."


def test_a_figure_that_does_not_age_takes_no_note_away(tmp_path):
    assert filled("{{figure:lasting}}, {{figure:one}}.", tmp_path) == f"20%, 20% {NOTE}."


def test_on_a_page_the_sources_are_folded_away_and_counted():
    course = Path(__file__).parents[3] / "course"
    sources = load_sources(course)
    entries = [sources[key] for key in list(sources)[:2]]
    text = folded_sources(entries)
    assert text.startswith(
        "## Sources\n\n<details><summary>2 sources, with what each says and when it was read</summary>"
    )
    assert list_of_sources(entries).removeprefix("## Sources") in text
    assert folded_sources(entries[:1]).count("<summary>1 source, ") == 1

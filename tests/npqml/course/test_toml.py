from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml.course.cohort import load_cohort
from npqml.course.framework import load_framework
from npqml.course.sources import File, load_sources
from npqml.course.toml import read_toml
from npqml.refusal import Refusal, Refusals

careful = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
words = st.text("abcé' ", max_size=5)
values: Any = st.recursive(
    st.one_of(st.booleans(), st.integers(-9, 9), words, st.dates(date(2000, 1, 1)), st.floats(-9, 9)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["source", "levels", "task", "counts", "term", "phase", "pupils", "x"])


def toml(value: Any) -> str:
    """Write a value as TOML has it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


@given(text=st.text(max_size=60))
@careful
def test_any_text_is_read_or_refused_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "any.toml").write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises((Refusal, Refusals), match=r"any\.toml"):
        read_toml(tmp_path / "any.toml", File)


@given(contents=st.dictionaries(keys, values))
@careful
def test_toml_that_is_no_course_file_is_refused_in_words_by_all_three_readers(
    contents: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "cohorts").mkdir(exist_ok=True)
    text = "".join(f"{key} = {toml(value)}\n" for key, value in contents.items())
    for file in ("framework.toml", "sources.toml", "cohorts/any.toml"):
        (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises((Refusal, Refusals), match=r"framework\.toml"):
        load_framework(tmp_path)
    with pytest.raises((Refusal, Refusals), match=r"any\.toml"):
        load_cohort(tmp_path, "any")
    with pytest.raises((Refusal, Refusals), match=r"sources\.toml"):
        load_sources(tmp_path)


def test_several_faults_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('figures = 1\n[source.a]\ntitle = ""\n', encoding="utf-8")
    with pytest.raises(Refusals) as refused:
        read_toml(tmp_path / "sources.toml", File)
    entries = {refusal.entry for refusal in refused.value.refusals}
    lacking = {f"line 2, source a, {key}" for key in ("publisher", "read_on", "how")}
    assert {"figure", "line 1", "line 3, source a, title"} | lacking <= entries


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b"\xef\xbb\xbf[source]\r\n[figure]\r\n")
    assert read_toml(tmp_path / "sources.toml", File) == File({}, {})


def test_a_file_in_another_coding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(Refusal, match=r"sources\.toml: byte 2: .*Save the file again as UTF-8"):
        load_sources(tmp_path)

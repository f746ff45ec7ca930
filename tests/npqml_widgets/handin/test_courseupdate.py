"""A newer edition under somebody in mid-work: the same cases hold Python and the page's JavaScript."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from attrs import asdict
from hypothesis import given, settings
from hypothesis import strategies as st

from npqml_widgets.handin.courseupdate import NOTE, carry_over

ROOT = Path(__file__).parents[3]
CASES = sorted((ROOT / "tests" / "courseupdate").glob("*.json"))
SCRIPT = ROOT / "npqml" / "site" / "front" / "carryover.js"


def case(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def as_plain(update) -> dict:
    return json.loads(json.dumps(asdict(update)))


def sources(notebook) -> dict[str, str]:
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_python_carries_over_what_the_case_says(path):
    one = case(path)
    assert as_plain(carry_over(one["old"], one["new"], one["earlier"])) == one["expected"]


def test_the_browser_s_rules_give_the_same(node):
    code = f"""import {{ carryOver }} from {json.dumps(SCRIPT.as_uri())};
    import {{ readFileSync }} from "node:fs";
    const found = process.argv.slice(1).map((path) => {{
      const one = JSON.parse(readFileSync(path, "utf-8")); return carryOver(one.old, one.new, one.earlier); }});
    process.stdout.write(JSON.stringify(found));"""
    command = [node, "--no-warnings", "--input-type=module", "-e", code, "--", *map(str, CASES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [case(path)["expected"] for path in CASES]


def test_what_was_typed_is_there_what_was_not_is_the_new_page_s_and_the_cases_say_what_a_reader_sees():
    found = {path.stem: carry_over(**{k: v for k, v in case(path).items() if k != "expected"}) for path in CASES}
    assert found["nothing-changed"].note == found["typed-line-kept"].note == ""
    assert sources(found["typed-line-kept"].notebook)["1a-t1"].endswith("on_roll = 152")
    assert "pupils_on_roll" in sources(found["stub-changed-nothing-typed"].notebook)["1a-t1"]
    assert "Task 2: share of everybody" in found["text-changed"].note
    assert "Task 2: share" in found["check-changed"].note
    assert "“Task 1: roll”" in found["two-headings-in-one-cell"].note
    assert "`work/1a-t2.json`" in found["task-removed"].note
    assert "You had typed: `share = '50'`" in found["task-removed-with-typed-line"].note
    assert "New: “Task 4: interval”" in found["task-added"].note
    assert sources(found["own-cells"].notebook)["mine"] == "2 + 3"
    ids = [cell["id"] for cell in found["a-second-update"].notebook["cells"]]
    assert ids.count(NOTE) == 1


def test_a_damaged_page_is_refused_in_words():
    with pytest.raises(ValueError, match="damaged"):
        carry_over({}, case(CASES[0])["new"], "earlier/x.ipynb")


@given(st.lists(st.text("abc =1#\n`", max_size=20), min_size=3, max_size=3))
@settings(deadline=None, max_examples=60)
def test_no_typed_line_is_ever_lost(typed):
    """Whatever was typed, and however tasks moved: it is in its cell, or quoted in the note."""
    old = case(CASES[0])["old"]
    for number, words in enumerate(typed, 1):
        cell = next(one for one in old["cells"] if one["id"] == f"1a-t{number}")
        cell["source"] += f"\n{words}"
    new = json.loads(json.dumps(case(next(one for one in CASES if one.stem == "task-removed"))["new"]))
    update = carry_over(old, new, "earlier/x.ipynb")
    for number, words in enumerate(typed, 1):
        lines = [line for line in words.split("\n") if line.strip() and not line.strip().startswith("#")]
        place = sources(update.notebook).get(f"1a-t{number}", update.note.replace("'", "`"))
        assert all(line.replace("'", "`") in place for line in lines)

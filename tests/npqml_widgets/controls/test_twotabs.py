"""One page in two tabs: what both have typed is put together, as Node runs it.

No mirror: it is about twotabs.js.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

TWO_TABS = Path(__file__).parents[3] / "npqml_widgets" / "controls" / "twotabs.js"
BEFORE = {"a": "x = answer('a')", "b": "y = answer('b')", "locked": "1"}
PAGE = """
const cellFor = ([id, source]) => ({ id, sharedModel: { source, setSource(text) { this.source = text; } } });
const cells = Object.entries(BEFORE).map(cellFor);
const asFile = (sources) => ({ content: { cells: Object.entries(sources).map(([id, source]) => ({ id, source })) } });
let file = asFile(BEFORE), told = null, change = null, saves = 0;
const contents = {
  get: async (_, { content }) => (content ? file : { hash: "h", hash_algorithm: "sha256" }),
  save: async (_, { content }) => ((file = { content }), { path: "page" }),
};
const context = {
  path: "page", _manager: { contents }, saveState: { connect: (call) => (told = call) },
  save: async () => { saves += 1; told(null, "completed"); },
  model: { cells, contentChanged: { connect: (call) => (change = call) },
    toJSON: () => asFile(Object.fromEntries(sourcesOf(cells))).content },
  _raiseConflict: () => { throw new Error("asked"); },
};
saveWithoutAsking(context);
const conflict = async (mine, theirs) => {
  for (const { id, sharedModel } of cells) if (mine[id]) sharedModel.source = mine[id];
  file = asFile({ ...BEFORE, ...theirs });
  const saved = await context._raiseConflict({}, { type: "notebook", content: "old" });
  return [Object.fromEntries(file.content.cells.map(({ id, source }) => [id, source])), saved.hash];
};
"""


def test_a_typed_line_is_saved_a_second_later_though_the_keys_keep_coming_and_nothing_else_is(node):
    script = f"""{TWO_TABS.read_text(encoding="utf-8").replace("_AFTER = 1000", "_AFTER = 20")}
    const BEFORE = {json.dumps(BEFORE)};
    {PAGE} (async () => {{
      const pause = (time) => new Promise((done) => setTimeout(done, time));
      change(); await pause(60);
      const before = saves;
      for (let key = 0; key < 30; key += 1) {{ cells[0].sharedModel.source += "k"; change(); await pause(5); }}
      await pause(60);
      process.stdout.write(JSON.stringify([before, saves > 2, saves < 15])); }})();"""
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=30)
    assert (done.stdout, done.stderr) == ("[0,true,true]", "")


def saved(node: str, mine: dict[str, str], theirs: dict[str, str], *, times: int = 1) -> dict[str, str]:
    """Save a page in which `mine` was typed over a file in which `theirs` was, and give what the file then holds."""
    again = f"let found; for (let turn = 0; turn < {times}; turn += 1) found = await conflict(mine, theirs);"
    script = f"""{TWO_TABS.read_text(encoding="utf-8")}
    const BEFORE = {json.dumps(BEFORE)}, mine = {json.dumps(mine)}, theirs = {json.dumps(theirs)};
    {PAGE} (async () => {{ {again} process.stdout.write(JSON.stringify(found)); }})();"""
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    sources, known = json.loads(done.stdout)
    assert known == "h"
    return sources


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [({"a": "x = 1"}, {}), ({}, {"a": "x = 1"}), ({"a": "x = 1"}, {"b": "y = 2"}), ({"a": "x = 1"}, {"a": "x = 1"})],
)
def test_what_either_tab_has_typed_is_in_the_file(node, mine, theirs):
    assert saved(node, mine, theirs) == {**BEFORE, **theirs, **mine}


def test_where_both_have_typed_this_tab_s_line_counts_and_the_other_s_stands_below_it_once(node):
    found = saved(node, {"a": "x = 1"}, {"a": "x = 2\nx += 1"})
    assert found["a"] == "x = 1\n# In another tab this stood here:\n# x = 2\n# x += 1"
    assert saved(node, {"a": found["a"]}, {"a": "x = 2\nx += 1"}, times=2)["a"] == found["a"]

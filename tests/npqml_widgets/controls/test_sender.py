"""What the big table and the record send: one message at a time, and everything at once where nothing may wait.

No mirror: it is about a part of common.js, which Node runs.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

CELLS = Path(__file__).parents[3] / "npqml_widgets" / "controls" / "cells.js"
PAGE = """
const sent = [], said = [], heard = [];
let hear = null;
const model = { send: ({ value }) => sent.push(value), on: (_, call) => { hear = call; }, off: () => {} };
const turns = [];
const keeping = { ...model, send: (message) => { turns.push(message.turn); sent.push(message.value); } };
const document = new EventTarget();
const uniqueId = () => "u";
const PATIENCE = 30;
const [UNSAVED, KEPT_HERE] = ["unsaved", "kept here"];
const closing = new AbortController();
const answer = (place) => hear({ turn: turns[place], words: "", saved: "kept" });
"""


def run(node: str, steps: str) -> dict[str, list[str]]:
    """Run steps against the sender and give what was sent, what was said to be unanswered, and what was answered."""
    code = CELLS.read_text(encoding="utf-8")
    sender = code[code.index("function sender(") : code.index("// Give a drawing function")]
    script = f"""{PAGE}{sender}
    const send = sender(keeping, closing.signal, ({{ value }}) => said.push(value));
    const edit = (value) => send({{ value }}, () => heard.push(value));
    (async () => {{ {steps}
      process.stdout.write(JSON.stringify({{ sent, said, heard }})); process.exit(0); }})();"""
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_next_change_goes_out_when_the_one_before_is_answered_and_in_order(node):
    found = run(
        node, "edit('a'); edit('b'); edit('c'); const first = [...sent]; answer(0); sent.push(first.join()); answer(1);"
    )
    assert found["sent"] == ["a", "b", "a", "c"]
    assert found["heard"] == ["a", "b"]


def test_a_page_that_closes_sends_all_there_is_at_once_also_what_comes_last(node):
    found = run(
        node, "edit('a'); edit('b'); closing.signal.addEventListener('abort', () => edit('c')); closing.abort();"
    )
    assert found["sent"] == ["a", "b", "c"]


def test_a_page_that_goes_out_of_sight_sends_all_there_is(node):
    hide = "document.hidden = true; document.dispatchEvent(new Event('visibilitychange'));"
    found = run(node, f"edit('a'); edit('b'); {hide} edit('c');")
    assert found["sent"] == ["a", "b", "c"]


def test_where_no_answer_comes_everything_is_sent_and_each_change_is_said_to_be_unsaved(node):
    wait = "await new Promise((done) => setTimeout(done, 60));"
    found = run(node, f"edit('a'); edit('b'); {wait} edit('c'); answer(0); answer(1); answer(2); edit('d');")
    assert found["said"] == ["a", "b"]
    assert found["sent"] == ["a", "b", "c", "d"]
    assert found["heard"] == ["a", "b", "c"]

"""What the front page's script counts is what the course's own progress page says."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml.site.frontpage import FRONT
from npqml_widgets.documents.progress import ModuleProgress, begins_page, progress, where_to_go_on

ANSWERS = ("one", "two")
TASKS = ("t1", "t2", "t3")
NO_ANSWERS = st.sampled_from([None, "", " ", [], {}, {"a": None}, {"a": {"b": ""}}])
VALUES = NO_ANSWERS | st.sampled_from(["152", 0, False, 1.5, ["a"], {"a": "1"}, {"a": None, "b": 2}])
SAVED = st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 2)).map(
    lambda when: when.replace(microsecond=0, tzinfo=UTC).isoformat()
)
RECORDS = st.fixed_dictionaries({
    "values": st.dictionaries(st.sampled_from(ANSWERS), VALUES) | st.sampled_from(["abc", None, 7]),
    "saved": SAVED | st.sampled_from(["yesterday", None, 7]),
})  # fmt: skip
KEPT = st.none() | RECORDS.map(json.dumps) | st.sampled_from(["{", "[]", '"x"', "{}"])
COURSES = st.lists(st.fixed_dictionaries({f"{module}-{task}": KEPT for module in ("1a", "2b") for task in TASKS}))
SCRIPT = f"""import {{ beginsPage, inWords, tasksOf, whereToGoOn }} from {json.dumps((FRONT / "progress.js").as_uri())};
const [modules, courses] = JSON.parse(process.argv[1]);
const read = (text) => {{ try {{ return JSON.parse(text) ?? {{}}; }} catch {{ return {{}}; }} }};
const found = courses.map((kept) => {{
  const text = (path) => kept[path.split("/").at(-1).replace(".json", "")];
  const each = modules.map((one) => tasksOf(one, (path) => (text(path) === null ? undefined : read(text(path)))));
  const next = whereToGoOn(each.flat());
  const way = next && [next.id, beginsPage(each.flat(), next)];
  return [each.map((tasks) => tasks.map((one) => one.state)), each.map(inWords), way]; }});
process.stdout.write(JSON.stringify(found));"""
MODULES = [
    {"id": module, "notebooks": [{"path": f"{module}/page.ipynb", "tasks": [
        {"id": f"{module}-{task}", "title": task, "answers": ANSWERS} for task in TASKS
    ]}]}
    for module in ("1a", "2b")
]  # fmt: skip


def in_python(root: Path, kept: dict[str, str | None]) -> list[object]:
    for module in MODULES:
        folder = root / module["id"]
        (folder / "work").mkdir(parents=True, exist_ok=True)
        tasks = [one["id"] for one in module["notebooks"][0]["tasks"]]
        cells = [
            {"cell_type": "code", "source": "", "metadata": {"npqml": {"task": task, "answers": ANSWERS}}}
            for task in tasks
        ]
        (folder / "page.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
        for task in tasks:
            file, text = folder / "work" / f"{task}.json", kept[task]
            file.unlink(missing_ok=True)
            if text is not None:
                file.write_text(text, encoding="utf-8")
    found = progress(root)
    following = where_to_go_on(found)
    return [
        [[one.state for one in module.tasks] for module in found],
        [_said(module) for module in found],
        following and [following.task, begins_page(found, following)],
    ]


def _said(module: ModuleProgress) -> str:
    """Give the words of the progress page, and what the front page adds: its files are nowhere else to be seen."""
    unreadable = sum(one.state == "cannot be read" for one in module.tasks)
    words = module.in_words(datetime.now(UTC).date())
    return f"{words}, {unreadable} that cannot be read" if unreadable else words


@given(courses=COURSES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_states_counts_and_where_to_go_on_are_those_of_the_progress_page(node, tmp_path, courses):
    command = [node, "--no-warnings", "--input-type=module", "-e", SCRIPT, "--", json.dumps([MODULES, courses])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [in_python(tmp_path, kept) for kept in courses]


def test_a_question_is_due_by_the_newest_list_of_any_module_and_at_most_five_a_day_are(node):
    code = f"""import {{ dueToday }} from {json.dumps((FRONT / "progress.js").as_uri())};
    const today = new Date("2026-11-25T12:00:00Z");
    const list = (...days) => ({{ due: Object.fromEntries(days.map((day, number) => [`q${{number}}`, day])) }});
    const done = (day, ...answered) => ({{ done: {{ day, answered, skipped: false }} }});
    const [past, future] = ["2026-11-24", "2026-11-30"];
    const lists = [[undefined, null, {{}}],
      [list(future), list(past)], [list(past), list(future)], [list("2026-11-25")],
      [list(...Array(9).fill(past))],
      [list(...Array(9).fill(past)), done("2026-11-25", "x", "y"), done("2026-11-25", "y")],
      [list(past, past), done("2026-11-25", "a", "b", "c", "d", "e", "f")],
      [list(past, past), done("2026-11-25", "q0")], [list(past, past), done(past, "q0")],
      [list(past), {{ done: {{ day: "2026-11-25", answered: [], skipped: true }} }}]];
    process.stdout.write(JSON.stringify(lists.map((each) => dueToday(each, today))));"""
    command = [node, "--no-warnings", "--input-type=module", "-e", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [0, 0, 0, 1, 5, 3, 0, 1, 2, 0]

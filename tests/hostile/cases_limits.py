"""Cases that use up time, memory, disk and output, or end the program in the middle. Each is bounded by itself."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

from tests.hostile.case import RIGHT, Case, probe

SECOND = RIGHT["1a-t2"]
LATER = "1a-t4"  # the last answer cell: what is done here comes after two answers have been taken

CASES = (
    probe("fork-bomb", "a fork bomb", """
import time
def forks():
    number = 0
    for _ in range(300):
        child = os.fork()
        if child == 0:
            time.sleep(5)
            os._exit(0)
        number += 1
    return f"{number} processes"
tried(forks)""", open=True),
    probe("thread-bomb", "a thread bomb", """
import threading, time
def threads():
    number = 0
    for _ in range(200):
        threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
        number += 1
    return f"{number} threads"
tried(threads)""", open=True),
    probe("memory-bomb", "four gigabytes of memory, in pieces, in one, and shared", """
import mmap
import numpy as np
kept = []
def pieces():
    for _ in range(40):
        kept.append(np.empty(100_000_000 // 8))
    return "4 GB in pieces"
def one():
    kept.clear()
    return np.empty(500_000_000).size and "4 GB at once"
def shared():
    piece = mmap.mmap(-1, 4_000_000_000)
    return "4 GB shared"
tried(pieces, one, shared)""", open=True),
    Case("memory-bomb-kept", "memory piece by piece and never given back, until Python itself has none left",
         {"1a-t1": "_all = []\nwhile len(_all) < 5_000: _all.append(bytearray(1_000_000))", "1a-t2": "_all = None\n" + SECOND},
         marks=3.0),
    probe("disk-filling", "three hundred megabytes and twenty thousand files written to disk", """
def one_file():
    with open("large", "wb") as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    return "300 MB in a file"
def many():
    total = 0
    for number in range(30):
        with open(f"large-{number}", "wb") as file:
            file.write(bytes(10_000_000))
    return "300 MB in files"
def names():
    os.remove("large")
    for number in range(20_000):
        open(f"name-{number}", "w").close()
    return "20,000 files"
tried(one_file, many, names)""", open=True),
    Case("output-flood", "ten million characters printed and five thousand things shown, then the right answer",
         {"1a-t1": "for _ in range(1000): print('x' * 10_000)\nfrom IPython.display import display\n"
                   "for _ in range(5000): display(_)\non_roll = 10"}, marks=2.0),
    Case("result-flood", "forty megabytes written to every open descriptor",
         {"1a-t1": "import os\nfor _ in range(40):\n    for _n in range(3, 64):\n        try: os.write(_n, b'x' * 1_000_000)\n"
                   "        except OSError: pass"}, marks=None),
    Case("result-closed", "every open descriptor closed",
         {"1a-t1": "import os\nfor _n in range(3, 64):\n    try: os.close(_n)\n    except OSError: pass"}, marks=None),
    Case("result-held-open", "the result closed early, and the program never ended",
         {"1a-t1": "import os, signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nfor _n in range(3, 64):\n"
                   "    try: os.close(_n)\n    except OSError: pass\ntime.sleep(600)"}, marks=None, stays="for good"),
    Case("endless-loop", "an endless loop in one answer; the others are right",
         {"1a-t1": "while True: pass", "1a-t2": SECOND, "1a-t4": RIGHT["1a-t4"]}, marks=4.0, stays="in a cell"),
    Case("endless-loop-catching", "an endless loop that catches whatever interrupts it",
         {"1a-t1": "import time\nwhile True:\n    try:\n        while True: time.sleep(60)\n    except BaseException: pass"},
         marks=None, stays="for good"),
    Case("endless-in-c", "an endless calculation that lets no signal through",
         {"1a-t1": "sum(range(10**13))"}, marks=None, stays="for good"),
    Case("endless-loop-ignoring", "an endless loop: every signal ignored, death signals cleared, a session of its own",
         {"1a-t1": "import ctypes, os, signal\nctypes.CDLL(None).prctl(1, 0, 0, 0, 0)\n"
                   "try: os.setsid()\nexcept OSError: pass\n"
                   "signal.setitimer(signal.ITIMER_REAL, 0)\nfor _n in range(1, 65):\n"
                   "    try: signal.signal(_n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
                   "while True: pass"}, marks=None, stays="for good"),
    Case("daemon", "a daemon that is to outlive the run, twice forked",
         {"1a-t1": "import os, time\ntry:\n    if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0:\n"
                   "            time.sleep(20)\n        os._exit(0)\nexcept OSError as _why: print('refused', _why)"}),
    Case("late-thread", "a thread that changes answers after their cell and outlives it",
         {"1a-t1": "import threading, time\ndef later():\n    time.sleep(0.2)\n    get_ipython().user_ns['small'] = 'ehc'\n"
                   "    time.sleep(30)\nthreading.Thread(target=later).start()"}),
    Case("exit-hooks", "atexit hooks, __del__ and a finally that never end",
         {"1a-t1": "import atexit, time\natexit.register(time.sleep, 600)\nclass Last:\n    def __del__(self): time.sleep(600)\n"
                   "_last = Last()\nimport builtins; builtins._last = _last", "1a-t2": SECOND}, marks=3.0),
    Case("program-ended", "the program ended in the middle", {LATER: "import os; os._exit(0)"}, marks=None),
    Case("program-crashed", "the interpreter crashed", {LATER: "import ctypes; ctypes.string_at(0)"}, marks=None),
    Case("deep-recursion", "recursion without an end, in one answer and in how another one is shown",
         {"1a-t1": "def down(n): return [down(n + 1)]\ntry: down(0)\nexcept RecursionError: print('too deep')", "1a-t2": SECOND,
          LATER: "class Down:\n    def __repr__(self): return repr([self])\nDown()"}, marks=3.0),
    Case("exit-in-words", "exit(), quit(), sys.exit() and input() between right answers",
         {"1a-t1": "on_roll = 10\nexit()", "1a-t2": "gap = 4.0\nimport sys; sys.exit(0)", "1a-t4": "small = 'ehc'; input()"},
         marks=6.0),
    Case("base-exception", "KeyboardInterrupt, GeneratorExit and an exception that cannot be shown, after right answers",
         {"1a-t1": "on_roll = 10\nraise KeyboardInterrupt", "1a-t2": "gap = 4.0\nraise GeneratorExit",
          "1a-t4": "small = 'ehc'\nclass Mute(Exception):\n    def __str__(self): raise Mute\n    __repr__ = __str__\nraise Mute()"},
         marks=6.0),
    Case("own-reading", "standard input read, waited for and closed",
         {"1a-t1": "import sys, os\nprint(sys.stdin and sys.stdin.read(1)); os.close(0); os.close(1); os.close(2)", "1a-t2": SECOND},
         marks=3.0),
)  # fmt: skip

"""IPython as a notebook has it, without a kernel: magics, rich output, the same errors, and words where it differs."""

from __future__ import annotations

import builtins
import signal
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from npqml.grading.inside.recorder import Recorder, Stream

NO_INPUT = "Nobody can type an answer while a notebook is marked: put the value itself in the line instead of input()."
NO_EXIT = (
    "This line would end the program that runs the page (exit, quit or sys.exit). Take it out: "
    "a notebook ends by itself."
)
EXIT = sys.exit


class NotHere(Exception):
    """Says what cannot be done while a notebook is marked."""


class _Hook(DisplayHook):  # type: ignore[misc,unused-ignore]
    """Keeps the value of a cell's last line as its result."""

    def write_output_prompt(self) -> None:
        """Print no prompt: a notebook has none."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value in all its forms."""
        shell: Any = self.shell
        shell.recorder.display(dict(format_dict), count=shell.count)

    def finish_displayhook(self) -> None:
        """Print no empty line behind it."""
        self._is_active = False


class _Publisher(DisplayPublisher):  # type: ignore[misc,unused-ignore]
    """Keeps what `display` shows."""

    def publish(
        self, data: Any, metadata: Any = None, source: Any = None, *, transient: Any = None,
        update: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        name = (transient or {}).get("display_id")
        self.shell.recorder.display(dict(data), name=name, update=update)

    def clear_output(self, wait: bool = False) -> None:
        """Take out what the cell has shown."""
        self.shell.recorder.clear(wait)


class Shell(InteractiveShell):  # type: ignore[misc,unused-ignore]
    """The interpreter that runs the cells; `recorder` holds the outputs of the one that ran last."""

    def __init__(self, recorder: Recorder) -> None:
        """Start without a history file and without colours."""
        self.recorder, self.count, self.late = recorder, 0, False
        settings = Config()
        settings.HistoryManager.enabled = False
        settings.InteractiveShell.colors = "nocolor"
        settings.InteractiveShell.autocall = 0
        super().__init__(config=settings, displayhook_class=_Hook, display_pub_class=_Publisher)  # type: ignore[no-untyped-call]
        kinds: Any = (InteractiveShell, Shell)
        for kind in kinds:
            kind._instance = self  # what get_ipython() gives
        for name in ("exit", "quit"):
            self.user_ns[name] = _refuse_exit
        self.configurables.append(self)

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no window to open."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        if isinstance(etype, type) and issubclass(etype, SystemExit):
            self.recorder.error("NotHere", NO_EXIT, [f"NotHere: {NO_EXIT}"])
            return
        self.recorder.error(str(getattr(etype, "__name__", etype)), _words(evalue), [str(one) for one in stb])

    def like_a_kernel(self) -> None:
        """Find modules in the current folder, and let `sys.exit` raise SystemExit, as a notebook's own kernel does."""
        sys.path.insert(0, "")
        sys.exit = EXIT

    def interrupt(self, *_: Any) -> None:
        """Stop the cell that is running: its time is up (`late` tells so, whatever the cell makes of it)."""
        self.late = True
        raise KeyboardInterrupt("The cell ran for longer than it may.")

    def run(self, source: str, seconds: int) -> str:
        """Run a cell and give the name and words of the error that stopped it, or an empty text."""
        self.recorder.start()
        self.count, self.late = self.execution_count, False
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream(self.recorder, "stdout"), Stream(self.recorder, "stderr")
        # A cell that catches the first interrupt is interrupted again each second.
        signal.setitimer(signal.ITIMER_REAL, seconds, 1)
        try:
            ran = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
            failed = ran.error_before_exec or ran.error_in_exec
        except (KeyboardInterrupt, RecursionError) as why:  # IPython's own look at the cell was cut short, or too deep
            failed = why
            self.recorder.error(type(why).__name__, _words(why), [])
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.stdout, sys.stderr = before
        return "" if failed is None else f"{type(failed).__name__}: {_words(failed)}".rstrip(": ")


def _words(error: Any) -> str:
    try:
        return str(error)[:2_000]
    except Exception:
        return ""


def _refuse_exit(*_: Any, **__: Any) -> None:
    raise NotHere(NO_EXIT)


def _refuse_input(*_: Any, **__: Any) -> str:
    raise NotHere(NO_INPUT)


def start(recorder: Recorder) -> Shell:
    """Give a shell that is ready to run cells in this process."""
    builtins.input = _refuse_input
    sys.exit = _refuse_exit  # type: ignore[assignment]
    shell = Shell(recorder)
    signal.signal(signal.SIGALRM, shell.interrupt)
    return shell

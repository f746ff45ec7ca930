"""Kernels that start at once: one process has loaded what every notebook needs, and each kernel is a fork of it.

`python -m tests.browser.warm_kernel SOCKET` is that process. A kernel specification's command is `ASK` below: it asks
for a kernel and stands for it, so that it ends when the kernel ends, and the kernel ends when it is killed.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ASK = """
import json, os, socket, sys
link = socket.socket(socket.AF_UNIX)
link.connect(sys.argv[1])
link.sendall(json.dumps([os.getcwd(), sys.argv[2]]).encode())
link.recv(1)
"""
LOADED = (
    "npqml_widgets", "npqml_widgets.forms.budget", "npqml_widgets.forms.feedback360", "npqml_widgets.forms.handin",
    "npqml_widgets.forms.log", "npqml_widgets.forms.plan",
    "npqml_widgets.forms.progress", "npqml_widgets.forms.reflection", "npqml_widgets.forms.review",
    "npqml_widgets.forms.risk", "npqml_widgets.forms.scenario", "npqml_widgets.forms.sponsor",
    "matplotlib.pyplot", "pandas",
)  # fmt: skip


def kernel_in(data: Path, at: Path) -> None:
    """Write a kernel specification "python3" that asks the warm process at a socket for its kernels."""
    folder = data / "kernels" / "python3"
    folder.mkdir(parents=True)
    command = [sys.executable, "-S", "-E", "-c", ASK, str(at), "{connection_file}"]
    about = {"argv": command, "display_name": "Python 3 (ipykernel)", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(about), encoding="utf-8")


def started(at: Path, environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start the warm process, wait until it can be asked, and return it."""
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.warm_kernel", str(at)],
            cwd=Path(__file__).parents[2], env=environment, stdout=file, stderr=file, start_new_session=True,
        )  # fmt: skip
    while not at.exists():
        if process.poll() is not None:
            raise RuntimeError(f"the warm process did not start:\n{log.read_text()[-3000:]}")
        time.sleep(0.1)
    return process


def serve(at: str) -> None:
    """Load what notebooks need, then fork a kernel for everybody who asks."""
    from importlib import import_module

    from ipykernel.kernelapp import IPKernelApp

    for name in LOADED:
        import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel's end
    asked = socket.socket(socket.AF_UNIX)
    asked.bind(f"{at}.making")
    asked.listen(50)
    os.rename(f"{at}.making", at)
    while True:
        link, _ = asked.accept()
        folder, connection = json.loads(link.recv(1 << 16))
        if os.fork() == 0:
            asked.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.chdir(folder)
            sys.path[0] = ""
            threading.Thread(target=_end_with, args=(link,), daemon=True).start()
            IPKernelApp.launch_instance(argv=["-f", connection, "--HistoryManager.hist_file=:memory:"])
            os._exit(0)
        link.close()


def _end_with(link: socket.socket) -> None:
    """End this kernel when whoever asked for it is gone."""
    link.recv(1)
    os._exit(0)


if __name__ == "__main__":
    serve(sys.argv[1])

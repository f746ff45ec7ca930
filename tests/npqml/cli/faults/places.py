"""A course on a disk that is full, can only be read or belongs to somebody else, and what a command does there.

Each runs in mounts of its own, so that nothing of it is left; where no mount can be had, the reason is told.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from attrs import frozen

CHECKOUT = Path(__file__).parents[4]
NOBODY = 65534
AT, ASIDE = "/mnt", "/media"
HOME = Path("~root").expanduser()
UNSHARE = ("unshare", "--mount", "--propagation", "private")
COPY = "mount -t tmpfs -o size=400m none {at}; cp -a '{course}'/. {at}"
FILL = "cat /dev/zero > {at}/.filling 2>/dev/null"
AS_NOBODY = """
if ! setpriv --reuid {user} --regid {user} --clear-groups -- test -x {prefix}; then
    mount --bind {prefix} {aside} # a folder that only root may enter is covered, and Python put back into it
    mount -t tmpfs -o mode=755 none {home}
    mkdir -p {prefix}
    mount --bind {aside} {prefix}
fi
"""
"""Somebody else than root must still be able to run Python."""
PLACES = {
    "disk full": f"{COPY}; {FILL}",
    "disk nearly full": f"{COPY}; {FILL}; truncate -s -120K {{at}}/.filling",
    "read-only": f"{COPY}; mount -o remount,ro {{at}}",
    "no permission": f"{COPY}; chmod 755 {{at}}; {AS_NOBODY}",
    "unreadable": f"{COPY}; chmod 755 {{at}}; cd {{at}}; chmod -R go-rwx submitted autograded release; {AS_NOBODY}",
    "unreadable course": f"{COPY}; chmod 755 {{at}}; chmod -R go-rwx {{at}}/course; {AS_NOBODY}",
}
"""How each place is made: in it lies a copy of the course."""
ORDINARY = f"setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups --"
AS = {"no permission": ORDINARY, "unreadable": ORDINARY, "unreadable course": ORDINARY}


@frozen
class Ended:
    """How a command ended, and the course as it was then."""

    code: int
    out: str
    err: str
    after: dict[str, bytes]


def why_not(place: str) -> str:
    """Why a place cannot be made here, or an empty text."""
    if shutil.which("unshare") is None or shutil.which("mount") is None:
        return "needs Linux with unshare and mount"
    tried = subprocess.run([*UNSHARE, "mount", "-t", "tmpfs", "none", AT], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"no mount can be had: {tried.stderr.strip()}"
    if place in AS and (shutil.which("setpriv") is None or os.geteuid() != 0):
        return "needs root and setpriv, to become an ordinary user"
    return ""


def run_in(place: str, course: Path, arguments: list[str], scratch: Path, seconds: float = 300) -> Ended:
    """Run a command on a copy of a course in one of these places."""
    after, (out, err) = scratch / "after.tar", (scratch / "out", scratch / "err")
    make = PLACES[place].format(
        at=AT, course=course, python=sys.executable, prefix=sys.base_prefix, user=NOBODY, aside=ASIDE, home=HOME
    )
    script = f"""
{make}
cd {AT}
{AS.get(place, "")} timeout -s INT {seconds} "$@" > {out} 2> {err}
code=$?
tar cf {after} --exclude=.filling -C {AT} .
exit $code
"""
    command = [*UNSHARE, "bash", "-c", script, "npqml", sys.executable, "-m", "npqml.cli.app", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    with tarfile.open(after) as kept:
        files = {one.name.removeprefix("./"): kept.extractfile(one).read() for one in kept if one.isreg()}
    after.unlink()
    return Ended(done.returncode, out.read_text(errors="replace"), err.read_text(errors="replace") + done.stderr, files)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: our own code, and nothing of whoever runs the tests."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), **more}

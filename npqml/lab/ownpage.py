"""JupyterLab's own page with the course's bar in it, and how the pages of the course look."""

from __future__ import annotations

import shutil
from pathlib import Path

from jupyter_core.paths import jupyter_path

import npqml_widgets
from npqml.disk import put_text

PAGE = Path(__file__).parent / "page"
FRONT_PAGE_ADDRESS = "npqml"
BAR = """<nav id="npqml-bar" aria-label="Course"><a href="{home}">All modules</a>
<p id="npqml-ready" role="status"></p>
<button type="button" id="npqml-python" aria-pressed="false">I like Python</button></nav>
"""
"""The bar of both editions: the way to the front page, how far this page is, and whether code is shown."""
STYLES = ("bar.css", "reading.css", "tables.css")
SCRIPTS = ("reading.js", "place.js")
"""What both editions load; place.js is loaded by each edition's own script."""
TWO_TABS = Path(str(npqml_widgets.__file__)).parent / "controls" / "twotabs.js"
FRONTPAGE_STYLE = "course.css"
ADDRESS = "{{ base_url | escape }}static/npqml/"


def write_shared(folder: Path) -> None:
    """Write what the pages of both editions load into a folder.

    Two tabs of a page are put together from the moment it is shown, and not only when its forms are there.
    """
    for name in (*STYLES, *SCRIPTS):
        shutil.copyfile(PAGE / name, folder / name)
    put_text(folder / TWO_TABS.name, f"{TWO_TABS.read_text(encoding='utf-8')}\nexport {{ saveWithoutAsking }};\n")


def write_own_page(folder: Path) -> None:
    """Write the page that JupyterLab is served with, and what it loads, below a folder: `templates` and `static`."""
    static = folder / "static" / "npqml"
    static.mkdir(parents=True, exist_ok=True)
    write_shared(static)
    for name in (FRONTPAGE_STYLE, "start.js"):
        shutil.copyfile(PAGE / name, static / name)
    templates = folder / "templates"
    templates.mkdir(exist_ok=True)
    text = _jupyterlabs_page().read_text(encoding="utf-8")
    styles = "".join(f'<link rel="stylesheet" href="{ADDRESS}{name}">' for name in STYLES)
    scripts = "".join(f'<script type="module" src="{ADDRESS}{name}"></script>' for name in ("reading.js", "start.js"))
    text = text.replace('<html lang="en">', '<html lang="en-GB">', 1).replace("</head>", f"{styles}</head>", 1)
    bar = BAR.format(home="{{ base_url | escape }}" + FRONT_PAGE_ADDRESS)
    put_text(templates / "index.html", text.replace("</body>", f"{bar}{scripts}</body>", 1))


def _jupyterlabs_page() -> Path:
    """Return where the installed JupyterLab has its page; JupyterLab's own way to ask takes a second to import."""
    asked = [Path(folder) / "static" / "index.html" for folder in jupyter_path("lab")]
    return next((path for path in asked if path.is_file()), asked[0])


def own_page_options(folder: Path) -> tuple[str, ...]:
    """Return what JupyterLab is started with so that it serves the page that was written below a folder."""
    return (
        f"--LabApp.templates_dir={folder / 'templates'}",
        f"--ServerApp.extra_static_paths=['{folder / 'static'}']",
        "--LabApp.expose_app_in_browser=True",  # the bar follows Python through it
    )

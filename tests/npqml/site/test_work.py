"""Work comes back however it was packed: by another computer, in a folder, with names of all kinds.

No mirror: the front page's scripts work.js, places.js and zip.js, run by Node.
"""

from __future__ import annotations

import io
import json
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml.site.frontpage import FRONT

SCRIPT = f"""import {{ readFileSync }} from "node:fs";
import {{ asideOf, compared }} from {json.dumps((FRONT / "work.js").as_uri())};
import {{ unzipped }} from {json.dumps((FRONT / "zip.js").as_uri())};
import {{ fileModel }} from {json.dumps((FRONT / "store.js").as_uri())};
const [zips, kept] = JSON.parse(readFileSync(process.argv[1], "utf-8"));
const model = ([path, text]) => [path, fileModel(path, new TextEncoder().encode(text))];
const here = new Map(Object.entries(kept).map(model));
const found = [];
for (const file of zips) {{
  const sorted = compared(await unzipped(new Uint8Array(readFileSync(file)).buffer), here, ["1a", "assessment"]);
  const paths = (models) => models.map((one) => one.path).sort();
  found.push({{ fresh: paths(sorted.fresh), equal: paths(sorted.equal), different: paths(sorted.different),
    strange: sorted.strange.sort(), aside: sorted.different.map((one) => asideOf(one.path, here)) }});
}}
process.stdout.write(JSON.stringify(found));"""
BOOK = '{"cells": []}'
WORK = {
    "1a/1a-analyse-performance-data.ipynb": BOOK,
    "1a/work/1a-t1.json": "{}",
    "assessment/work/risk-register.json": "{}",
}
OWN = ("1a/chart.png", "1a/Zoë’s notes.ipynb", "1a/plan, autumn.csv", "1a/plan & costs.xlsx",
       "1a/Budget [v2] #3 – £.docx", "1a/notes", "1a/my pictures/été + 100%.jpeg",
       "1a/work/1a-t3.damaged-20261101T090000", "1a/日本.pdf",
       "scratch.ipynb", "My folder/1.txt", "1a/Plan..final.csv", "1a/What now?.txt")  # fmt: skip


def zipped(files: dict[str, str], *, encoding: str = "") -> bytes:
    """A zip of texts; with an `encoding` its names are in it, and nothing says so."""
    target = io.BytesIO()
    names = {name: name.encode(encoding) if encoding else b"" for name in files}
    held = {name: f"{number:09}".ljust(len(raw), "_") for number, (name, raw) in enumerate(names.items())}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(held[name] if encoding else name, text)
    content = target.getvalue()
    for name, raw in names.items() if encoding else ():
        content = content.replace(held[name].encode(), raw)
    return content


@pytest.fixture(scope="module")
def come_back(node: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("work")

    def run(*zips: bytes, kept: dict[str, str] | None = None) -> list[dict[str, Any]]:
        for number, content in enumerate(zips):
            (folder / f"{number}.zip").write_bytes(content)
        paths = [str(folder / f"{number}.zip") for number in range(len(zips))]
        (folder / "asked.json").write_text(json.dumps([paths, kept or {}]))
        command = [node, "--no-warnings", "--input-type=module", "-e", SCRIPT, "--", str(folder / "asked.json")]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return run


JUNK = ("__MACOSX/1a/._1a-analyse-performance-data.ipynb", "1a/.DS_Store", "1a/Thumbs.db", "1a/desktop.ini",
        "1a/._notes.txt", "1a/.ipynb_checkpoints/old.ipynb")  # fmt: skip
PACKED: dict[str, Callable[[str], str]] = {
    "as it was": lambda path: path,
    "in a folder": lambda path: f"npqml-demo-secondary-2026-11-20/{path}",
    "in folders in folders": lambda path: f"Downloads/npqml (1)/npqml-demo-secondary-2026-11-20/{path}",
    "in a folder with an accent": lambda path: f"Zoë’s work/{path}",
    "with backslashes": lambda path: path.replace("/", "\\"),
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_everything_comes_back_from_another_computer_s_zip(
    pack: Callable[[str], str], come_back: Callable[..., list[dict[str, Any]]]
) -> None:
    files = {pack(path): BOOK for path in (*WORK, *OWN, *JUNK)}
    (found,) = come_back(zipped(files))
    assert (found["fresh"], found["strange"]) == (sorted((*WORK, *OWN)), [])


def test_a_module_s_folder_by_another_name_or_without_one_is_known_by_its_answers(
    come_back: Callable[..., list[dict[str, Any]]],
) -> None:
    names = ("1a-analyse-performance-data.ipynb", "work/1a-t1.json", "my notes.txt")
    found = come_back(*(zipped({f"{top}{name}": BOOK for name in names}) for top in ("", "1a 2/", "x/Module 1a copy/")))
    assert [one["fresh"] for one in found] == [sorted(f"1a/{name}" for name in names)] * 3


def test_a_name_is_the_same_however_its_accents_are_written_and_its_zip_says_them(
    come_back: Callable[..., list[dict[str, Any]]],
) -> None:
    files = {"1a/Zoë’s notes.txt": "new", "1a/work/1a-t1.json": "{}"}
    apart = {unicodedata.normalize("NFD", name): text for name, text in files.items()}
    zips = (zipped(files), zipped(apart), zipped(files, encoding="utf-8"), zipped(apart, encoding="utf-8"))
    for kept in (files, apart):
        path = next(iter(kept))
        (*found,) = come_back(*zips, kept={path: "old"})
        assert [(one["different"], one["fresh"]) for one in found] == [([path], ["1a/work/1a-t1.json"])] * 4
    windows = {"1a/Zoë é ñ notes.txt": "x", "1a/work/1a-t1.json": "{}"}
    (there,) = come_back(zipped(windows, encoding="cp850"))
    assert there["fresh"] == sorted(windows)


@pytest.mark.parametrize(
    "name",
    ["../../1a/work/x.json", "1a/../../x.json", "/1a/work/x.json", "1a/./x.json", "1a//x.json", "1a/work/x.exe",
     "1a/pandas.py", "1a/work/\u202ex.json", "1a/x\x07.json", "..\\..\\1a\\x.json", "C:/1a/work/x.json",
     "1a/.hidden.json",
     f"1a/{'x' * 201}.json", "a/" * 12 + "1a/x.json"],
)  # fmt: skip
def test_what_leads_elsewhere_or_runs_by_itself_is_left_out_and_named(
    name: str, come_back: Callable[..., list[dict[str, Any]]]
) -> None:
    alone, beside = come_back(zipped({name: "{}"}), zipped({**WORK, name: "{}"}))
    assert (alone["fresh"], alone["strange"]) == ([], [name])
    assert (beside["fresh"], beside["strange"]) == (sorted(WORK), [name])


def test_what_is_no_work_of_this_course_is_all_left_out(come_back: Callable[..., list[dict[str, Any]]]) -> None:
    (found,) = come_back(zipped({"9z/work/9z-t1.json": "{}", "letter to all.txt": "x"}))
    assert found["fresh"] == []


def test_a_file_that_gives_way_is_kept_beside_the_others_also_outside_a_module(
    come_back: Callable[..., list[dict[str, Any]]],
) -> None:
    kept = {"scratch.ipynb": '{"cells": [1]}', "1a/notes & plans.txt": "old"}
    (found,) = come_back(zipped({**WORK, "scratch.ipynb": BOOK, "1a/notes & plans.txt": "new"}), kept=kept)
    assert sorted(found["aside"]) == ["1a/earlier/notes & plans-replaced-1.txt", "earlier/scratch-replaced-1.ipynb"]


part = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co"], exclude_characters="/\\.:\u2028\u2029"),
    min_size=1,
    max_size=12,
)


@given(
    st.lists(part, max_size=3),
    st.sets(part.map(lambda name: f"1a/{unicodedata.normalize('NFC', name)}x.txt"), min_size=1, max_size=4),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_own_name_comes_back_from_any_folder(
    come_back: Callable[..., list[dict[str, Any]]], folders: list[str], own: set[str]
) -> None:
    top = "".join(f"{name}x/" for name in folders)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in (*WORK, *own):
            archive.writestr(top + path, BOOK)
    (found,) = come_back(target.getvalue())
    assert (found["fresh"], found["strange"]) == (sorted((*WORK, *own), key=lambda path: path.encode("utf-16-be")), [])

"""Whoever reads a file while it is saved, and whatever goes wrong then, there is always a whole one."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import nbformat
import pytest
from tornado.web import HTTPError

from npqml.lab import contents
from npqml.lab.contents import WholeFiles


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "course").mkdir()
    return tmp_path / "course"


@pytest.fixture
def manager(folder):
    return WholeFiles(root_dir=str(folder))


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_reader_gets_the_file_before_until_the_one_after_is_whole(manager, folder):
    path = folder / "page.ipynb"
    path.write_text("before")
    with manager.atomic_writing(str(path)) as file:
        file.write("aft")
        file.flush()
        assert path.read_text() == "before"
        file.write("er")
    assert path.read_text() == "after"
    assert names(folder) == ["page.ipynb"]


def test_what_fails_while_it_is_written_leaves_the_file_before_and_nothing_beside_it(manager, folder):
    path = folder / "page.ipynb"
    path.write_text("before")
    with suppress(KeyboardInterrupt), manager.atomic_writing(str(path)) as file:
        file.write("half")
        raise KeyboardInterrupt
    assert path.read_text() == "before"
    assert names(folder) == ["page.ipynb"]


def test_of_two_saves_at_the_same_moment_each_is_whole_and_the_later_one_stands(manager, folder):
    path = folder / "page.ipynb"
    with manager.atomic_writing(str(path)) as first:
        first.write("first, ")
        with manager.atomic_writing(str(path), text=False) as second:
            second.write(b"second")
        assert path.read_text() == "second"
        first.write("whole")
    assert path.read_text() == "first, whole"


def test_a_page_that_is_opened_again_and_again_while_another_tab_saves_it_is_always_readable(manager, folder):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("x" * 2000) for _ in range(50)])
    model = {"type": "notebook", "format": "json", "content": book}

    async def both() -> set[int]:
        await manager.save(dict(model), "page.ipynb")
        seen = set()

        async def read() -> None:
            for _ in range(20):
                found = await manager.get("page.ipynb", content=True)
                seen.add(len(found["content"]["cells"]))

        async def save() -> None:
            for _ in range(20):
                await manager.save(dict(model), "page.ipynb")

        await asyncio.gather(read(), save(), read())
        return seen

    with ThreadPoolExecutor(1) as aside:  # where a browser is driven from, this thread has a loop already
        assert aside.submit(asyncio.run, both()).result() == {50}
    assert [name for name in names(folder) if name != ".ipynb_checkpoints"] == ["page.ipynb"]


def test_rights_and_a_link_to_a_file_elsewhere_stay(manager, folder):
    path, link = folder / "page.ipynb", folder / "link.ipynb"
    path.write_text("before")
    path.chmod(0o640)
    link.symlink_to(path)
    with manager.atomic_writing(str(link)) as file:
        file.write("after")
    assert link.is_symlink()
    assert path.read_text() == "after"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_being_read_is_waited_for_and_a_refusal_is_said_as_jupyter_does(manager, folder, monkeypatch):
    path, tries = folder / "page.ipynb", []
    replace = os.replace

    def busy(part, target):
        tries.append(target)
        if len(tries) < 3 or target.name == "never.ipynb":
            raise PermissionError(13, "in use")
        replace(part, target)

    monkeypatch.setattr(contents.os, "replace", busy)
    monkeypatch.setattr(contents, "WAIT", 0)
    with manager.atomic_writing(str(path)) as file:
        file.write("after")
    assert path.read_text() == "after"
    with pytest.raises(HTTPError, match="403"), manager.atomic_writing(str(folder / "never.ipynb")) as file:
        file.write("after")
    assert names(folder) == ["page.ipynb"]

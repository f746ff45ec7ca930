"""Whatever bytes arrive, they are sorted into hand-ins and reasons in words, and no byte changes unseen."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml.collect import downloads as arriving
from npqml.collect import zips
from npqml.collect.downloads import Left, arrived
from npqml.collect.report import REFUSED
from npqml.collect.run import collect
from npqml.collect.zips import Budget, Unreadable, zip_entries
from npqml_widgets.handin.receipt import RECEIPT, Receipt, as_json, hash_of
from tests.npqml.collect.conftest import unzipped, zip_of

modest = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
BOOK = b'{"cells": [], "metadata": {"npqml": {"module": "1a"}}, "nbformat": 4, "nbformat_minor": 5}'


def packed() -> bytes:
    """Give a small packed file with a sound receipt."""
    files = {"1a.ipynb": BOOK, "work/1a-t1.json": b'{"values": {"on_roll": "10"}}' * 20}
    when = datetime(2026, 11, 20, tzinfo=UTC)
    receipt = Receipt(module="1a", title="", notebook="1a.ipynb", when=when, sha256=hash_of(files))
    return zip_of({**files, RECEIPT: as_json(receipt)})


def read_all(source: Path) -> list[dict[str, bytes] | str]:
    """Give what arrived: files that could be read, or why not."""
    found: list[dict[str, bytes] | str] = []
    for one in arrived(source):
        if isinstance(one, Left) or one.fault:
            found.append(one.why if isinstance(one, Left) else one.fault)
            continue
        try:
            found.append({entry.name: entry.read() for entry in one.entries})
        except Unreadable as why:
            found.append(str(why))
    return found


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda more: zip_of({"a": b"x"})[:-22] + more)))
@modest
def test_arbitrary_bytes_called_a_zip_end_in_words(tmp_path: Path, content: bytes):
    (tmp_path / "x.zip").write_bytes(content)
    assert all(isinstance(one, str) and one for one in read_all(tmp_path))


@given(st.data())
@modest
def test_no_changed_byte_of_a_packed_file_goes_unseen(tmp_path: Path, data: st.DataObject):
    content = bytearray(packed())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    (tmp_path / "1a.npqml.zip").write_bytes(bytes(content))
    before = {name: each for name, each in unzipped(packed()).items() if name != RECEIPT}
    for one in read_all(tmp_path):
        if isinstance(one, dict) and {name: each for name, each in one.items() if name != RECEIPT} != before:
            # Read, and not what was packed: then the receipt is gone or says another number.
            assert RECEIPT not in one or hash_of(one) != hash_of(before)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.binary(max_size=20)), max_size=6))
@modest
def test_whatever_a_zip_names_its_files_each_is_told_of(tmp_path: Path, files: list[tuple[str, bytes]]):
    names = dict(files)
    try:
        content = zip_of({"1a/1a.ipynb": BOOK, "1a/work/a.json": b"{}", **names})
    except UnicodeEncodeError:
        return
    (tmp_path / "x.zip").write_bytes(content)
    assert read_all(tmp_path)


def test_a_bomb_is_stopped_by_what_it_unpacks_to_not_by_what_it_says(monkeypatch, tmp_path):
    monkeypatch.setattr(arriving, "LARGEST_UNPACKED", 1_000_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1a.ipynb", bytes(5_000_000))
        archive.writestr("work/1a-t1.json", b"{}")
    lying = content.getvalue().replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    for number, one in enumerate((content.getvalue(), lying)):
        (tmp_path / f"{number}.zip").write_bytes(one)
    first, second = read_all(tmp_path)
    assert "far more than a module can hold" in first
    assert isinstance(second, str)


def test_zips_in_zips_share_what_they_may_unpack_to_and_end_somewhere(monkeypatch, tmp_path):
    monkeypatch.setattr(arriving, "LARGEST_UNPACKED", 300_000)
    inner = zip_of({f"{number}/x.ipynb": bytes(100_000) for number in range(5)})
    (tmp_path / "all.zip").write_bytes(zip_of({"a.zip": inner}))
    deep = zip_of({"x.ipynb": BOOK})
    for _ in range(4):
        deep = zip_of({"in.zip": deep})
    (tmp_path / "deep.zip").write_bytes(deep)
    found = read_all(tmp_path)
    assert any("far more" in str(one) for one in found)
    assert any("collect the innermost zip alone, with --candidate ID" in str(words) for words in found)


def test_far_too_many_files_are_not_looked_at(monkeypatch):
    monkeypatch.setattr(zips, "MOST_ENTRIES", 10)
    content = zip_of({f"{number}.json": b"" for number in range(11)})
    with pytest.raises(Unreadable, match="more than 10 files"), zip_entries(content, Budget(1000)):
        pass


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../x.json", "leads out of its folder"), ("/x.json", "top of a drive"), ("C:\\x.json", "top of a drive"),
        ("work/nul.json", "device on Windows"), ("work/a\0b.json", "signs"), ("work/1A-T1.json", "capitals"),
        ("x" * 300, "too long"), ("work/1a-t1.json/deeper.json", "another file"),
    ],
)  # fmt: skip
def test_one_crafted_name_spoils_the_whole_hand_in(desk, listed, cohort, downloads, name, words):
    (downloads / "1a.npqml.zip").write_bytes(
        zip_of({**unzipped(desk.pack("c001", t1={"on_roll": "1"})), name: b"evil"})
    )
    (item,) = collect(listed, cohort, downloads).items
    assert item.state == REFUSED
    assert words in item.reasons[0]
    assert not (listed.submitted(cohort) / "c001").exists()


def test_a_link_in_a_zip_and_a_locked_zip_are_refused(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("1a.ipynb", BOOK)
        archive.writestr("work/1a-t2.json", b"{}")
        link = zipfile.ZipInfo("work/1a-t1.json")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (tmp_path / "a.zip").write_bytes(content.getvalue())
    locked = bytearray(zip_of({"1a.ipynb": BOOK}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "b.zip").write_bytes(bytes(locked))
    assert read_all(tmp_path) == [
        "work/1a-t1.json: it is a link or a device, and no file",
        "it is locked with a password",
    ]

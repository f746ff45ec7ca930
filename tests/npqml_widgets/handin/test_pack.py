"""What is packed of a module: one file, the same for the same content, and a copy that everybody can read."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from html.parser import HTMLParser

from npqml_widgets.handin.files import EARLIER
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import look_over
from npqml_widgets.handin.receipt import COPY, RECEIPT, TaskLine, hash_of, parse, short_hash
from npqml_widgets.keeping import answers, clock
from npqml_widgets.tasks import problemreport
from tests.npqml_widgets.handin.module import BOOK, NOON, contents


def test_everything_that_grading_takes_and_nothing_else_is_packed(folder):
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    report = problemreport.make("1a-t1", "Twice.", values={}, read_as="", state="", namespace={})
    problemreport.keep("1a-t1", report)
    answers.save("1a-t1", {"on_roll": "11"}, revision=1)
    (folder / "work" / "1a-t2.damaged-20261120T100000").write_text("old")
    (folder / "work" / "versions").mkdir()
    (folder / "work" / "versions" / "000001.version").write_text("{}")
    for name in ("helper.py", "notes.docx", ".hidden.csv", "old.npqml.zip", RECEIPT, COPY):
        (folder / name).write_text("{}")
    os.symlink("/etc/passwd", folder / "passwd.txt")
    assert sorted(contents(pack(folder, look_over(folder)).file)) == [
        BOOK, "pupils.csv", COPY, RECEIPT, "work/1a-t1.json", "work/1a-t2.damaged-20261120T100000",
        "work/problems.json",
    ]  # fmt: skip


def test_the_name_the_receipt_and_the_copy_say_what_was_packed_and_when(folder):
    answers.save("1a-t1", {"on_roll": "<b>10</b>"}, revision=0)
    made = pack(folder, look_over(folder), candidate="c001", cohort="demo-secondary")
    assert (made.file.name, made.copy.name) == ("1a-c001-2026-11-25.npqml.zip", "1a-c001-2026-11-25.receipt.html")
    found = contents(made.file)
    assert parse(found[RECEIPT]) == made.receipt
    assert made.receipt.sha256 == hash_of(found)
    assert made.receipt.files == (BOOK, "pupils.csv", "work/1a-t1.json")
    assert made.receipt.tasks[0] == TaskLine("1a-t1", "Task 1: how many?", "answered")
    page = found[COPY].decode()
    assert made.copy.read_text(encoding="utf-8") == page
    assert "&lt;b&gt;10&lt;/b&gt;" in page
    for words in (short_hash(made.receipt.sha256), made.receipt.sha256, "25 November 2026", "c001", "demo-secondary"):
        assert words in page


def test_the_copy_can_be_read_by_everybody_and_fetches_nothing(folder):
    made = pack(folder, look_over(folder))
    tags: list[tuple[str, dict[str, str | None]]] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))  # type: ignore[method-assign]
    reader.feed(made.copy.read_text(encoding="utf-8"))
    names = [tag for tag, _ in tags]
    assert ("html", {"lang": "en-GB"}) in tags
    assert (names.count("h1"), names.count("h2"), names.count("main")) == (1, 4, 1)
    assert not {"script", "img", "link", "iframe"} & set(names)
    assert not [value for _, attributes in tags for name, value in attributes.items() if name in ("src", "href")]


def test_the_same_content_gives_the_same_file_and_changed_content_another_one(folder, monkeypatch):
    first = pack(folder, look_over(folder), candidate="c001")
    content = first.file.read_bytes()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 26, 9, tzinfo=UTC))
    again = pack(folder, look_over(folder), candidate="c001")
    assert (again.file, again.receipt, again.again) == (first.file, first.receipt, True)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    first.file.unlink()
    assert pack(folder, look_over(folder), candidate="c001").file.read_bytes() == content
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    second = pack(folder, look_over(folder), candidate="c001")
    assert second.file.name == "1a-c001-2026-11-25-2.npqml.zip"
    assert second.receipt.sha256 != first.receipt.sha256


def test_what_was_packed_before_is_put_aside_and_nothing_of_it_is_lost(folder):
    first = pack(folder, look_over(folder), candidate="c001")
    whole = first.file.read_bytes()
    assert not first.cleared
    (folder / "another.npqml.zip").write_bytes(b"somebody else's")
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    second = pack(folder, look_over(folder), candidate="c001")
    assert second.cleared
    assert sorted(path.name for path in folder.glob("*.npqml.zip")) == [second.file.name, "another.npqml.zip"]
    assert second.file.name != first.file.name  # both may lie among one's downloads
    assert (folder / EARLIER / first.file.name).read_bytes() == whole
    assert (folder / EARLIER / first.copy.name).is_file()
    assert EARLIER not in " ".join(contents(second.file))


def test_a_damaged_earlier_file_is_left_alone_and_packed_anew(folder):
    first = pack(folder, look_over(folder))
    damaged = first.file.read_bytes()[:-30]
    first.file.write_bytes(damaged)
    second = pack(folder, look_over(folder))
    assert second.file != first.file
    assert first.file.read_bytes() == damaged

"""What stands below a document: saved or not, undo, earlier versions, files, and words when Python does not answer."""

from __future__ import annotations

import pytest

from npqml_widgets.controls.documentbar import DocumentBar


def made(answer=lambda *_: "Done.") -> DocumentBar:
    outputs = [[".html", "Save for printing (HTML)"]]
    bar = DocumentBar("Risk register", outputs, reads=".xlsx,.csv", answer=answer)
    bar.saved, bar.undo = "Saved at 10:00:00", "removing R3"
    bar.notice = "This document was changed in another tab or window."
    bar.versions = [["4", "today at 09:59:00"], ["3", "today at 09:58:00, from the other tab"]]
    return bar


def test_what_somebody_asks_for_is_done_and_answered_in_words():
    asked = []
    bar = made(lambda *details: asked.append(details) or "Brought in.")
    bar._handle(bar, {"event": "bring", "detail": "old.xlsx"}, [memoryview(b"PK")])
    bar._handle(bar, {"event": "erase"}, [])
    assert asked == [("bring", "old.xlsx", b"PK")]
    assert bar.told["words"] == "Brought in."


@pytest.mark.browser
def test_its_buttons_say_what_they_do_and_send_it(stage):
    stage.put(made())
    for name in ("Undo: removing R3", "Save for printing (HTML)", "Bring this version back", "I have read this"):
        stage.page.get_by_role("button", name=name).press("Enter")
    assert [(one["event"], one["detail"]) for one in stage.messages] == [
        ("undo", ""), ("write", ".html"), ("back", "4"), ("read", ""),
    ]  # fmt: skip


@pytest.mark.browser
def test_with_nothing_to_undo_the_button_does_nothing(stage):
    stage.put(made())
    stage.python(undo="")
    stage.page.get_by_role("button", name="Undo").press("Enter")
    assert stage.messages == []


@pytest.mark.browser
def test_no_frame_stands_there_until_there_is_something_to_say_or_to_press(stage):
    stage.put(DocumentBar("Questions", [], reads="", answer=lambda *_: ""))
    bar = stage.page.locator(".npqml-bar")
    assert bar.bounding_box()["width"] == 1
    stage.python(undo="your last answer", saved="Saved at 10:00:00")
    assert bar.bounding_box()["width"] > 100


@pytest.mark.browser
def test_a_file_that_is_chosen_goes_to_python(stage):
    stage.put(made())
    stage.page.get_by_label("Bring in a file").set_input_files(
        {"name": "old.csv", "mimeType": "text/csv", "buffer": b"Risk\nFlood\n"}
    )
    stage.page.wait_for_function("() => window.model.messages.length")
    assert (stage.messages[0]["event"], stage.messages[0]["detail"]) == ("bring", "old.csv")


@pytest.mark.browser
def test_a_kernel_that_does_not_answer_is_named(stage):
    stage.put(made())
    stage.page.get_by_role("button", name="Undo: removing R3").click()
    stage.page.get_by_text("No answer yet").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
def test_neither_axe_nor_our_own_rules_have_anything_against_it(stage, complaints, width):
    stage.page.set_viewport_size({"width": width, "height": 768})
    stage.put(made())
    assert complaints(stage.page, "#first") == []
    assert stage.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")

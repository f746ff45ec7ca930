"""The HTML form of a rater in a real browser: by keyboard alone, without a network, and its code and file are ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from npqml_widgets.documents.feedback360.collate import Collation, receive
from npqml_widgets.documents.feedback360.html_form import file_name, write_form
from npqml_widgets.documents.feedback360.model import Rater, new_round

PEOPLE = {"leader": "self", "zq-peer": "peers", "p2": "peers", "p3": "peers"}
ASKED = new_round("autumn", "leader-7", PEOPLE, opened=date(2026, 9, 7))
RATER: Rater = next(one for one in ASKED.raters if one.id == "zq-peer")
# The form is a page of its own: no notebook whose keys it would have to keep off.
NO_NOTEBOOK = "lets keys through to the notebook"


@pytest.fixture
def form(page, tmp_path: Path):
    """Give the page of one rater, opened from a file as a rater would."""
    file = tmp_path / file_name(ASKED, RATER, "html")
    file.write_text(write_form(ASKED, RATER), encoding="utf-8")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.route(file.as_uri(), lambda route: route.continue_())
    page.goto(file.as_uri())
    yield page
    assert faults == []


def test_the_form_says_no_name_and_asks_for_nothing_outside() -> None:
    page = write_form(ASKED, RATER)
    assert "zq-peer" not in page
    assert "leader-7" not in page
    assert "http:" not in page
    assert "https:" not in page
    assert "default-src 'none'" in page


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_has_no_complaints(form, complaints, scheme: str) -> None:
    form.emulate_media(color_scheme=scheme)
    form.get_by_role("button", name="code").click()
    assert [one for one in complaints(form, "main") if NO_NOTEBOOK not in one] == []


@pytest.mark.browser
def test_a_rater_answers_by_keyboard_and_the_code_and_the_file_bring_it_back(form, tmp_path: Path) -> None:
    for rating in (1, 4):
        form.keyboard.press("Tab")
        form.keyboard.press("Space")
        for _ in range(rating - 1):
            form.keyboard.press("ArrowRight")
    while form.evaluate("document.activeElement.id") != "text-keep":
        form.keyboard.press("Tab")
    form.keyboard.type('Notes: "plain" <b>, 👩‍🏫 =1')
    form.keyboard.press("Enter")
    form.keyboard.type("second line")
    while form.evaluate("document.activeElement.id") != "save":
        form.keyboard.press("Tab")
    with form.expect_download() as download:
        form.keyboard.press("Enter")
    file = tmp_path / "saved.json"
    download.value.save_as(file)
    assert "2 of 14 ratings and 1 of 2 comments" in form.locator("#said").inner_text()
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")
    assert form.evaluate("document.activeElement.id") == "code"
    code = form.locator("#code").inner_text()

    by_code = receive(Collation(ASKED), code, "code")
    whole = receive(by_code.collation, file.read_bytes(), "file")
    assert by_code.accepted, by_code.words
    assert whole.accepted, whole.words
    answers = whole.collation.response("zq-peer").answers
    assert answers.ratings == {"commitment-1": 1, "commitment-2": 4}
    assert answers.texts == {"keep": 'Notes: "plain" <b>, 👩‍🏫 =1\nsecond line'}


@pytest.mark.browser
def test_a_rater_declines_and_a_code_of_earlier_answers_goes_away(form) -> None:
    form.get_by_role("radio", name="2 fairly high").first.check()
    form.get_by_role("button", name="code").click()
    earlier = form.locator("#code").inner_text()
    form.get_by_role("checkbox").check()
    assert not form.locator("#code").is_visible()
    form.get_by_role("button", name="code").click()
    code = form.locator("#code").inner_text()
    assert code != earlier
    assert receive(Collation(ASKED), code, "code").words == "zq-peer declined."


@pytest.mark.browser
def test_the_form_fits_a_phone_and_a_page_at_four_times_its_size(form) -> None:
    form.set_viewport_size({"width": 320, "height": 600})
    assert form.evaluate("document.documentElement.scrollWidth") <= 320

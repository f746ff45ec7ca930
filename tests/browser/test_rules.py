"""Our own rules about pages find what axe lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
RULES = (Path(__file__).parent / "rules.js").read_text(encoding="utf-8")
KEYS = 'data-lm-suppress-shortcuts="true"'
GOOD = f"""<fieldset><legend>Which?</legend>
  <label style="display: block; padding: 9px"><input type="radio" name="a" {KEYS}> One</label>
  <label style="display: block; padding: 9px"><input type="radio" name="a" {KEYS}> Two</label></fieldset>
  <button style="padding: 9px" {KEYS}>Go</button><img alt="A chart" src="data:,">"""
BAD = {
    "stands in no group": f'<label style="padding: 9px"><input type="radio" name="a" {KEYS}> One</label>',
    "without a name": f'<fieldset><legend>Which?</legend><label><input type="radio" {KEYS}> One</label></fieldset>',
    "of several names": f'<fieldset><legend>Which?</legend><label><input type="radio" name="a" {KEYS}> One</label>'
    f'<label><input type="radio" name="b" {KEYS}> Two</label></fieldset>',
    "has no name": f"<button style='width: 30px; height: 30px' {KEYS}></button>",
    "toggle without a state": '<div role="switch">Hints</div>',
    "not reached by keyboard": '<div onclick="1">Go</div>',
    "place of its own": f'<button tabindex="3" {KEYS}>Go</button>',
    "lets keys through": "<button>Go</button>",
    "is a target of": f'<button style="padding: 0; font-size: 10px" {KEYS}>Go</button>',
    "points at nothing": f'<button aria-describedby="nowhere" {KEYS}>Go</button>',
    "shares its id": '<p id="a"></p><p id="a"></p>',
    "picture without words": '<img src="data:,">',
    "wider than its place": '<div style="width: 3000px">.</div>',
}


def complaints(page, content: str) -> list[str]:
    page.set_content(f"<main style='width: 600px; overflow: hidden'>{content}</main>")
    return page.locator("main").evaluate(RULES)


def test_a_good_page_has_no_complaints(page):
    assert complaints(page, GOOD) == []


@pytest.mark.parametrize("complaint", BAD)
def test_each_fault_is_named(page, complaint):
    assert any(complaint in one for one in complaints(page, BAD[complaint]))

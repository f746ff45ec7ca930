"""How fast a form of 500 risks and one of 300 raters are, beside stock ipywidgets: run by hand, prints a table.

    python tests/benchmarks/bench_forms.py

Measured in Chromium against JupyterLab: from running the cell to the first row in the page, from a key press to the
next paint (arrow keys from cell to cell, and letters typed in a cell), and from Enter to "Saved". Stock ipywidgets has
no table: one Text a cell is 10,000 widgets for the risks, which it takes minutes to draw, so its rows are fewer and
said so. The round of 300 raters has all its answers and comments in; its sections are opened one after the other.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import lab as lab_fixture
from tests.conftest import chromium as chromium_fixture

RISKS, STOCK_ROWS, FIELDS = 500, (25, 50), 20
OURS = f"""
from datetime import date
from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.forms.risk.form import risk_register
def risk(n):
    return Risk(
        f"R{{n}}", cause="Two teachers leave in July " * 3, event=f"Class {{n}} has supply staff until Christmas",
        effect="The gain is not seen by spring " * 2, category="staffing", inherent_likelihood=1 + n % 5,
        inherent_impact=1 + n % 4, residual_likelihood=1 + n % 3, residual_impact=1 + n % 4, response="treat",
        controls=("Exit talks each term", "A second teacher trained"), risk_owner="Head of Maths",
        action="Advertise with the trust", action_owner="Business manager", due=date(2030, 1, 1 + n % 28),
        review=date(2030, 2, 1 + n % 28))
risk_register("bench", Register("Reading project", risks=tuple(risk(n) for n in range({RISKS}))))
"""
RATERS, RATER_FIELDS = 300, 5
ROUND = f"""
from attrs import evolve
from npqml_widgets.documents.feedback360.worked import collected_round
from npqml_widgets.forms.feedback360.form import FeedbackForm
rounds = collected_round()
kept = rounds.collation
raters, answers = list(kept.round.raters), list(kept.responses)
sent = {{one.rater: one for one in answers}}
copied = [one for one in raters if one.group in ("peers", "team") and one.id in sent]
for number in range({RATERS} - len(raters)):
    one = copied[number % len(copied)]
    raters.append(evolve(one, id=f"x{{number:03}}", token=f"{{number:04}}ZZZZ"[:len(one.token)]))
    answers.append(evolve(sent[one.id], rater=f"x{{number:03}}"))
asked = evolve(kept.round, raters=tuple(raters))
FeedbackForm("bench", evolve(rounds, collation=evolve(kept, round=asked, responses=tuple(answers)))).show()
"""
SECTION = """(name) => new Promise((done) => {
  const start = performance.now();
  const button = [...document.querySelectorAll(".npqml-long-document nav button")]
    .find((one) => one.textContent.startsWith(name));
  button.click();
  const look = () => document.querySelector(".npqml-long-document h3")?.textContent.startsWith(name)
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : setTimeout(look, 5);
  look();
})"""
STOCK = """
import ipywidgets as widgets
rows = [widgets.HBox([widgets.Text(f"Cell {{r}} {{c}}", layout=widgets.Layout(width="8em")) for c in range({fields})])
        for r in range({rows})]
widgets.VBox(rows)
"""
PAINTS = """() => {
  window.paints = [];
  document.addEventListener("keydown", () => {
    const start = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.paints.push(performance.now() - start)));
  }, true);
}"""
SHOWN = """([selector, number]) => new Promise((done) => {
  const start = performance.now();
  window.jupyterapp.commands.execute("notebook:run-all-cells");
  const look = () => document.querySelectorAll(selector).length >= number
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : setTimeout(look, 10);
  look();
})"""


@contextmanager
def given(fixture, *arguments) -> Iterator:
    """Use a pytest fixture outside a test."""
    made = fixture.__wrapped__ if hasattr(fixture, "__wrapped__") else fixture.__pytest_wrapped__.obj
    steps = made(*arguments)
    try:
        yield next(steps)
    finally:
        next(steps, None)


def opened(lab, browser, name: str, source: str):
    """Open a notebook of two cells in a page of its own; the first imports what both kinds need."""
    lab.write(f"{name}/bench.ipynb", ["import ipywidgets, npqml_widgets", source])
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(180_000)
    lab.open(page, f"{name}/bench.ipynb")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")
    page.wait_for_timeout(4000)  # the libraries are imported before the clock starts
    page.evaluate(PAINTS)
    return page


def paints(page) -> str:
    """Give the middle, the nineteenth of twenty and the longest time from a key press to its paint; forget them."""
    page.wait_for_timeout(300)
    found = sorted(page.evaluate("() => window.paints.splice(0)"))
    return f"{statistics.median(found):.0f} / {found[int(len(found) * 0.95)]:.0f} / {found[-1]:.0f} ms"


def ours(lab, browser) -> list[tuple[str, str]]:
    """Measure the register."""
    page = opened(lab, browser, "ours", OURS)
    shown = page.evaluate(SHOWN, ["table[role=grid] tbody th", 50])
    page.get_by_label("Columns").select_option("Everything")
    page.locator("table[role=grid] tbody td").nth(1).click()
    page.evaluate("() => window.paints.splice(0)")
    for key in ["ArrowDown", "ArrowRight"] * 20:
        page.keyboard.press(key)
        page.wait_for_timeout(30)
    arrows = paints(page)
    page.get_by_label("Columns").select_option("What matters")
    page.locator("table[role=grid] tbody td").nth(0).click()
    page.keyboard.press("Enter")
    page.evaluate("() => window.paints.splice(0)")
    page.keyboard.type("A long sentence about supply staff.", delay=30)
    letters = paints(page)
    saved = page.evaluate("""() => new Promise((done) => {
      const start = performance.now();
      const status = document.querySelector(".npqml-table > .npqml-saved");
      new MutationObserver(() => status.textContent && done(performance.now() - start))
        .observe(status, { childList: true });
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    })""")
    page.context.close()
    return [
        (f"risk register, {RISKS} risks x {FIELDS} columns", f"{shown:.0f} ms", arrows, letters, f"{saved:.0f} ms"),
    ]


def raters(lab, browser) -> tuple[list[tuple[str, ...]], str]:
    """Measure the collator's form of a 360 round, and how long each of its sections takes to open."""
    page = opened(lab, browser, "raters", ROUND)
    shown = page.evaluate(SHOWN, [".npqml-long-document nav button", 8])
    sections = ("Questions", "Forms", "Answers", "Comments", "Publish", "Report", "The round", "Raters")
    opening = {name: page.evaluate(SECTION, name) for name in sections}
    page.locator("table[role=grid] tbody td").nth(1).click()
    page.evaluate("() => window.paints.splice(0)")
    for key in ["ArrowDown", "ArrowRight"] * 20:
        page.keyboard.press(key)
        page.wait_for_timeout(30)
    arrows = paints(page)
    page.evaluate(SECTION, "Answers")
    page.get_by_label("Codes, one a line").click()
    page.evaluate("() => window.paints.splice(0)")
    page.keyboard.type("A long sentence about supply staff.", delay=30)
    letters = paints(page)
    page.context.close()
    told = ", ".join(f"{name} {taken:.0f}" for name, taken in opening.items())
    row = (f"360 round, {RATERS} raters, all answers in", f"{shown:.0f} ms", arrows, letters, "-")
    return [row], f"Sections of the 360 round, press to paint, ms: {told}."


def stock(lab, browser, rows: int, fields: int = FIELDS) -> tuple[str, str, str, str, str]:
    """Measure stock ipywidgets, one Text a cell."""
    page = opened(lab, browser, f"stock-{rows}", STOCK.format(rows=rows, fields=fields))
    selector = ".widget-text input"
    shown = page.evaluate(SHOWN, [selector, rows * fields])
    page.locator(selector).first.click()
    page.evaluate("() => window.paints.splice(0)")
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
    tabs = paints(page)
    page.keyboard.type("A long sentence about supply staff.", delay=30)
    letters = paints(page)
    page.context.close()
    return f"stock ipywidgets, {rows} rows x {fields} Text", f"{shown:.0f} ms", tabs, letters, "not saved to a file"


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    factory = SimpleNamespace(mktemp=lambda name: folder)
    with given(chromium_fixture) as browser, given(lab_fixture, None, factory) as lab:
        lines = [("form", "first paint", "move: key to paint", "type: key to paint", "Enter to Saved")]
        lines += ours(lab, browser)
        lines += [stock(lab, browser, rows) for rows in STOCK_ROWS]
        rows, sections = raters(lab, browser)
        lines += [*rows, stock(lab, browser, RATERS, RATER_FIELDS)]
    for line in lines:
        print("{:44} {:>12} {:>22} {:>22} {:>20}".format(*line))  # noqa: T201
    print(sections)  # noqa: T201
    print("Key to paint: middle / 95th of 100 / longest.")  # noqa: T201


if __name__ == "__main__":
    main()

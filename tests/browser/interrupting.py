"""A robot that types like a person and is interrupted: what stood for two seconds must be there afterwards.

It says how many interruptions of each kind there were, what was lost, and whether a state was shown that does not
belong to the text beside it.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from attrs import define, field
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.conftest import ALL_RUN, IDLE, UNFINISHED, wait_until_up
from tests.browser.walking import START
from tests.conftest import PATIENCE

STOOD = 2.0  # seconds
RIGHT = "177"  # the roll of the cohort that is tried
WORDS = ("boys", "girls", "gap", "points", "we start with", "spelling", "progress", "and then", "not", "Year 8")
SETTINGS, WRITTEN = re.compile("^(Settings|Scales and appetite)"), re.compile("^In your words")
SHOW = """(id) => { const notebook = window.jupyterapp.shell.currentWidget.content;
  const place = notebook.widgets.findIndex((cell) => cell.model.id === id);
  notebook.activeCellIndex = place;
  return notebook.scrollToItem(place, "center"); }"""
TO_THE_TOP = "() => window.jupyterapp.shell.currentWidget?.content?.scrollToItem?.(0)"
MARK_EARLIER = """() => {
  for (const bar of document.querySelectorAll(".npqml-state")) bar.dataset.earlier = "yes";
}"""
SOURCE = """(id) => window.jupyterapp.shell.currentWidget.content.widgets
  .find((cell) => cell.model.id === id).model.sharedModel.source"""
# Twenty times a second: is a state shown as current that is not that of the text beside it? What JupyterLab says of a
# server that is away is closed, as a person would; a question about the file is a finding.
WATCH = """(() => { setInterval(() => {
  const seen = JSON.parse(localStorage.getItem("robot-seen") ?? "[]");
  const say = (words) => seen.length < 20 && !seen.includes(words) &&
    localStorage.setItem("robot-seen", JSON.stringify([...seen, words]));
  for (const box of document.querySelectorAll(".jp-Dialog")) {
    if (box.textContent.includes("File Changed")) say("File Changed");
    [...box.querySelectorAll(".jp-Dialog-button")].at(-1)?.click();
  }
  for (const box of document.querySelectorAll(".npqml-number, .npqml textarea[rows]")) {
    const form = box.closest(".widget-vbox");
    const state = form?.querySelector(".npqml-state")?.dataset.state;
    const name = box.labels?.[0]?.textContent;
    const right = box.value.trim() === "RIGHT";
    if (name === "Pupils on roll" && (state === "right") !== right && ["right", "not-yet"].includes(state)) {
      say(`${state} beside ${box.value}`);
    }
    const said = form?.querySelector(".npqml-saved")?.textContent ?? "";
    if (state === "kept" && said.startsWith("Not")) say(`kept beside ${said}`);
  } }, 50); })()""".replace("RIGHT", RIGHT)


@define
class Findings:
    """What came of the interruptions so far."""

    kinds: Counter[str] = field(factory=Counter)
    lost: list[str] = field(factory=list)
    newest: Counter[str] = field(factory=Counter)
    wrong: list[str] = field(factory=list)

    def __str__(self) -> str:
        """The findings in words."""
        tried = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        fresh = ", ".join(f"{count} {words}" for words, count in sorted(self.newest.items()))
        lines = [
            f"{self.kinds.total()} interruptions: {tried}.",
            f"Of what was typed in the last two seconds: {fresh}.",
        ]
        lines += [f"Lost, though it stood longer than two seconds: {len(self.lost)}.", *self.lost]
        return "\n".join([*lines, f"States beside another text: {len(self.wrong)}.", *self.wrong])


class Edition:
    """A page in one edition: how it is opened, and what may happen to it."""

    kinds: tuple[str, ...] = ("reload", "tab closed", "asleep", "two tabs", "Python killed")

    def __init__(self, context, url: str) -> None:
        """Watch every page of a browser's profile."""
        context.set_default_timeout(PATIENCE)
        self.context, self.url = context, url
        context.add_init_script(WATCH)
        self.page = None

    def open(self):
        """Open the page in a new tab and press Start."""
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(self.url)
        self.start(page)
        return page

    def start(self, page) -> None:
        """Wait for the notebook, press Start and wait until all has run."""
        until = time.monotonic() + 120
        page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached")
        self.ready(page)
        while True:
            page.evaluate(TO_THE_TOP)
            with contextlib.suppress(Exception):
                page.evaluate(MARK_EARLIER)
                page.locator(START).click(timeout=3000)
                page.wait_for_selector(".npqml-state:not([data-earlier])", timeout=30_000, state="attached")
                page.wait_for_function(ALL_RUN, timeout=60_000)
                return
            assert time.monotonic() < until, f"Start brings no forms: {page.evaluate(UNFINISHED)}"

    def ready(self, page) -> None:
        """Wait until Start can be pressed."""

    def do(self, kind: str, typing: Callable[[object, float], None]) -> None:
        """Have one interruption, with typing going on where it can, and bring the page to its Start again."""
        page = self.page
        if kind == "reload":
            page.reload()
            self.start(page)
        elif kind == "tab closed":
            page.close()
            self.page = self.open()
        elif kind == "asleep":
            session = self.context.new_cdp_session(page)
            session.send("Page.setWebLifecycleState", {"state": "frozen"})
            time.sleep(3)
            session.send("Page.setWebLifecycleState", {"state": "active"})
            session.detach()
        elif kind == "two tabs":
            other = self.open()
            typing(other, 2)
            page.bring_to_front()
            typing(page, 1)
            time.sleep(STOOD)
            self.page, spare = (other, page) if random.random() < 0.5 else (page, other)
            spare.close()
            self.page.bring_to_front()
        else:
            self.kill(kind)
            typing(page, 2)
            self.start(page)

    def kill(self, kind: str) -> None:
        """Kill Python, or the server."""
        self.page.evaluate(
            "() => void window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart().catch(() => {})"
        )


class JupyterLab(Edition):
    """JupyterLab as a candidate has it; `serve` starts its server on the same port and gives the process."""

    kinds = (*Edition.kinds, "server killed")

    def __init__(self, context, url: str, serve: Callable[[], object]) -> None:
        """Start the server."""
        super().__init__(context, url)
        self.serve = serve
        self.server = serve()

    def ready(self, page) -> None:
        """Wait for the kernel, which Start would wait for as well; after a restart it may be another's turn."""
        with contextlib.suppress(Exception):
            page.wait_for_function(IDLE, timeout=4000)

    def kill(self, kind: str) -> None:
        """Kill the kernel's process, or the server with all its kernels, and start the server again."""
        if kind == "server killed":
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = self.serve()
            return
        kernel = self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if f"kernel-{kernel}.json" in process.read_text():
                    os.kill(int(process.parent.name), signal.SIGKILL)


class DocumentPage(JupyterLab):
    """The page of a document, opened and interrupted as a practice page is."""

    kinds = ("reload", "tab closed", "asleep", "Python killed", "server killed")

    def start(self, page) -> None:
        """Wait until the page has started by itself, or press Start."""
        page.wait_for_selector(".jp-Notebook .jp-Cell", state="attached")
        self.ready(page)
        try:
            page.wait_for_function(ALL_RUN, timeout=20_000)
        except TooLate:
            page.locator(START).click()
            page.wait_for_function(ALL_RUN)

    def box(self):
        """The first box of the candidate's own document that takes words: of its settings, or of what is written."""
        form = self.page.locator(".jp-OutputArea:has(.npqml-long-document, .npqml-big)").last
        place = form.get_by_role("tab", name=SETTINGS).or_(form.get_by_role("button", name=WRITTEN))
        place.press("Enter")
        return form.locator("input[type=text]:visible:enabled, textarea:visible:enabled").first


def serve_again(command: list[str], environment: dict[str, str], folder: Path, url: str) -> Callable[[], object]:
    """What starts a server with one command, in a process group of its own, and waits until it answers."""
    import subprocess

    def serve() -> subprocess.Popen[bytes]:
        with (folder / "server.log").open("ab") as log:
            server = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_until_up(url, server, folder / "server.log")
        return server

    return serve


class Robot:
    """Types into a page, is interrupted, and looks what is left."""

    def __init__(self, edition: Edition, seed: int) -> None:
        """Begin with a started page."""
        self.edition, self.chance, self.found = edition, random.Random(seed), Findings()
        random.seed(seed)
        self.typed: list[tuple[float, str]] = []
        self.target = "number"
        edition.page = edition.open()

    def read(self, page) -> str:
        """What stands in the box or the cell that is typed into."""
        if self.target == "line":
            return page.evaluate(SOURCE, "1a-t2")
        return self.box(page).input_value()

    def box(self, page):
        """The box that is typed into."""
        if self.target == "number":
            return page.get_by_label("Pupils on roll").first
        return page.locator(".jp-Cell textarea.npqml-text, .npqml .npqml-body textarea").first

    def go_there(self, page) -> None:
        """Put the caret behind what is there."""
        page.evaluate(SHOW, {"number": "1a-t1", "text": "1a-t12", "line": "1a-t2"}[self.target])
        if self.target == "line":
            page.evaluate("() => { const n = window.jupyterapp.shell.currentWidget.content; n.mode = 'edit'; }")
            page.keyboard.press("Control+End")
        else:
            self.box(page).click()
            page.keyboard.press("Control+End")

    def type(self, page, seconds: float) -> None:
        """Type for some seconds at a person's speed, noting what stands there after each key."""
        self.go_there(page)
        until = time.monotonic() + seconds
        keys = self.keys(page)
        while time.monotonic() < until and keys:
            page.keyboard.press(keys.pop(0))
            self.typed.append((time.monotonic(), self.read(page)))
            time.sleep(self.chance.uniform(0.05, 0.2))

    def keys(self, page) -> list[str]:
        """The keys that are to come: another number in place of the one there, or more words."""
        if self.target == "number":
            page.keyboard.press("Control+a")
            number = self.chance.choice([RIGHT, "178", "17", "1770", "150", "9"])
            return [*number, *self.chance.choice([[], ["Backspace"], ["0", "Backspace"]])]
        words = " ".join(self.chance.choices(WORDS, k=8))
        return list(f" {words}" if self.target == "text" else f" # {words}")

    def interrupt(self, kind: str) -> None:
        """Type, be interrupted, and compare what is there with what stood there."""
        self.target = self.chance.choice(["number", "number", "text", "line"])
        if kind in ("two tabs", "Python killed", "server killed") and self.target == "line":
            self.target = "text"
        self.typed = []
        self.type(self.edition.page, self.chance.uniform(1, 4))
        time.sleep(self.chance.uniform(0, 2.5))
        moment = time.monotonic()
        self.edition.do(kind, self.type)
        stood = max((place for place, (when, _) in enumerate(self.typed) if when <= moment - STOOD), default=-1)
        texts = [text for _, text in self.typed]
        found = self.settled(texts[-1])
        self.found.kinds[kind] += 1
        if stood >= 0 and found not in texts[stood:]:
            self.found.lost.append(f"{kind}, {self.target}: {texts[stood]!r} stood there, {found!r} is there")
        self.found.newest["all there" if found == texts[-1] else "some lost"] += 1
        seen = self.edition.page.evaluate(
            "() => { const seen = localStorage.getItem('robot-seen'); localStorage.removeItem('robot-seen');"
            " return JSON.parse(seen ?? '[]'); }"
        )
        self.found.wrong += [f"{kind}, {self.target}: {words}" for words in seen]

    def settled(self, wanted: str) -> str:
        """What is there in the end: late answers take a moment."""
        page, until = self.edition.page, time.monotonic() + 8
        page.evaluate(SHOW, {"number": "1a-t1", "text": "1a-t12", "line": "1a-t2"}[self.target])
        found = self.read(page)
        while found != wanted and time.monotonic() < until:
            time.sleep(0.2)
            found = self.read(page)
        return found

    def run(self, count: int, only: str = "") -> Findings:
        """Be interrupted so many times, each kind as often as the others, in a random order; or by one kind only."""
        offered = [kind for kind in self.edition.kinds if only in ("", kind)]
        assert offered, f"{only!r} is none of {', '.join(self.edition.kinds)}"
        kinds = [offered[turn % len(offered)] for turn in range(count)]
        self.chance.shuffle(kinds)
        for kind in kinds:
            self.interrupt(kind)
        return self.found

"""A page on which one control runs without a notebook: the test plays Python's part."""

from __future__ import annotations

import base64
import json

import pytest

STAGE = """async ({ script, style, state, selector }) => {
  class Model {
    constructor(state) { Object.assign(this, { state, listeners: {}, saves: [], messages: [], changed: {} }); }
    get(name) { return this.state[name]; }
    set(name, value) {
      if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
      this.state[name] = this.changed[name] = value;
      for (const call of this.listeners[`change:${name}`] ?? []) call();
    }
    save_changes() { this.saves.push(structuredClone(this.changed)); this.changed = {}; }
    on(event, call) { (this.listeners[event] ??= []).push(call); }
    off(event, call) { this.listeners[event] = (this.listeners[event] ?? []).filter((one) => one !== call); }
    send(message) { this.messages.push(message); }
  }
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const widget = (await import("data:text/javascript;base64," + script)).default;
  window.model = new Model(state);
  window.show = (place) => widget.render({ model: window.model, el: document.querySelector(place) });
  window.goAway = window.show(selector);
}"""
PAGE = """<!doctype html><html lang="en"><head><title>One control</title></head><body><main class="jp-OutputArea">
<h1>One control</h1><div id="first"></div><div id="second"></div></main></body></html>"""


class Stage:
    """A page with one control, and what Python would do to it."""

    def __init__(self, page) -> None:
        self.page = page

    def with_store(self) -> None:
        """Give the page an address of its own: without one a browser keeps nothing for it."""
        address = "http://localhost/stage"
        self.page.route(address, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        self.page.goto(address)

    def kernel(self, **state) -> None:
        """Give the page a kernel in this state, such as status="dead", and wait until it has been noticed."""
        self.page.evaluate("(kernel) => { window.model.widget_manager = { kernel }; }", state)
        self.settle()

    def kept(self) -> list[dict]:
        """What the browser keeps for want of Python."""
        return self.page.evaluate("() => Object.values(localStorage).map((text) => JSON.parse(text))")

    def put(self, widget) -> None:
        """Show a widget in the page, with the state that Python would send."""
        state = {key: value for key, value in widget.get_state().items() if not key.startswith("_")}
        script = base64.b64encode(widget._esm.encode()).decode()
        if self.page.url == "about:blank":
            self.page.set_content(PAGE)
        else:
            self.page.reload()
        look = {"script": script, "style": getattr(widget, "_css", ""), "selector": "#first"}
        self.page.evaluate(STAGE, {**look, "state": json.loads(json.dumps(state, default=str))})

    def python(self, **state) -> None:
        """Set values as Python does."""
        for name, value in state.items():
            self.page.evaluate("([name, value]) => window.model.set(name, value)", [name, value])

    def confirm(self, **state) -> None:
        """Confirm the last answer that was sent, with the values that Python sets beside it."""
        turn = self.messages[-1]["turn"]
        self.python(**{"saved": "Saved at 10:00:00", **state, "answered": turn})

    @property
    def value(self):
        """The answer as the model holds it."""
        return self.page.evaluate("() => window.model.get('value')")

    @property
    def saves(self) -> list[dict]:
        """What was sent to Python, message by message."""
        return self.page.evaluate("() => window.model.saves")

    @property
    def messages(self) -> list[dict]:
        """The events that were sent to Python."""
        return self.page.evaluate("() => window.model.messages")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str, delay: int = 0) -> None:
        """Type a text."""
        self.page.keyboard.type(text, delay=delay)

    def go_away(self) -> None:
        """Take the view away, as a cell that is run again does."""
        self.page.evaluate("() => window.goAway()")

    def hide(self) -> None:
        """Put the page out of sight, as a browser does that closes it."""
        self.page.evaluate("""() => {
          Object.defineProperty(document, "hidden", { value: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""")

    def settle(self, milliseconds: int = 400) -> None:
        """Wait until a typed answer must have been sent: by the page's own clock, whose timers ring in their order."""
        self.page.evaluate("(time) => new Promise((done) => setTimeout(done, time))", milliseconds)


@pytest.fixture
def stage(page) -> Stage:
    """Give an empty stage."""
    return Stage(page)

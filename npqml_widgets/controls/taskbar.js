// The state of a task in words, its hints one by one, starting again and bringing back.

// A sign beside the words, never instead of them.
const MARKS = {
  "not-tried": "○",
  "cannot-read": "?",
  read: "…",
  "not-yet": "→",
  "right-so-far": "✓",
  old: "↺",
};
const EARLIER = "This verdict was for your earlier answer: ";
const OLD_AFTER = 300; // ms: a new verdict that follows at once spares the detour in words

function button(words, action, signal) {
  const node = make("button", { type: "button", class: "npqml-button" }, words);
  node.addEventListener("click", () => node.getAttribute("aria-disabled") === "true" || action(), { signal });
  return node;
}

function render({ model, el, signal }) {
  const mark = make("span", { class: "npqml-mark", "aria-hidden": "true" });
  const heading = make("strong", {});
  const message = make("span", {});
  const words = make("div", { role: "status" }, heading, message);
  const status = make("div", { class: "npqml-state" }, mark, words);
  const notice = make("div", { class: "npqml-note", "aria-live": "polite" });
  const hints = make("ol", { class: "npqml-hints", "aria-live": "polite", "aria-label": "Hints" });
  const again = button("Start this task again", () => model.send({ event: "reset" }), signal);
  const back = button("Bring back my earlier answer", () => model.send({ event: "bring_back" }), signal);
  const hint = button("", showNext, signal);
  const buttons = make("div", { class: "npqml-buttons" }, hint, again, back);
  let timer = 0;

  function showNext() {
    model.set("hints_shown", model.get("hints_shown") + 1);
    model.save_changes();
  }
  function showState() {
    clearTimeout(timer);
    const old = model.get("state") === "old";
    timer = old ? setTimeout(writeState, OLD_AFTER) : 0;
    if (!old) writeState();
  }
  function writeState() {
    const state = model.get("state");
    status.dataset.state = state;
    mark.textContent = MARKS[state];
    // The first sentence is the state, the rest says why.
    const [, first, rest] = /^(.*?[.!?](?=\s|$)|.*)(.*)$/su.exec(model.get("words"));
    const both = (state === "old" ? EARLIER : "") + first + rest;
    if (words.textContent === both) return;
    heading.textContent = both.slice(0, both.length - rest.length);
    message.textContent = rest;
  }
  function showHints() {
    const all = model.get("hints");
    const shown = Math.min(model.get("hints_shown"), all.length);
    while (hints.children.length < shown) hints.append(make("li", {}, all[hints.children.length]));
    hints.hidden = shown === 0;
    hint.hidden = all.length === 0;
    hint.textContent =
      shown < all.length ? `Show a hint (${shown + 1} of ${all.length})` : `All hints are shown (${all.length})`;
    hint.setAttribute("aria-disabled", shown >= all.length);
  }
  const showBack = () => back.setAttribute("aria-disabled", !model.get("can_bring_back"));
  const showNotice = () => tell(notice, model.get("notice"));

  el.classList.add("npqml");
  el.replaceChildren(make("div", { class: "npqml-bar" }, status, notice, hints, buttons));
  follow(model, ["state", "words"], signal, showState);
  follow(model, ["hints", "hints_shown"], signal, showHints);
  follow(model, ["can_bring_back"], signal, showBack);
  follow(model, ["notice"], signal, showNotice);
  [writeState, showHints, showBack, showNotice].forEach((each) => each());
  keepKeys(el);
}

export default view(render);

// What all controls share; put in front of each control's own script when Python loads it.

const PAUSE = 250; // ms of no typing before a text is sent
const SHORT_PAUSE = 60; // ms: the same for a number, whose verdict is waited for
const LONGEST_PAUSE = 1000; // ms after which it is sent although the keys keep coming
const QUIET = 1000; // ms of no change before a reading is read out
const PATIENCE = 2000; // ms without an answer from Python before we say so
const LOOK_EVERY = 250; // ms between two looks at whether Python is there
const GONE = ["dead", "restarting", "autorestarting", "terminating", "unknown"]; // a kernel that answers nothing
const FOCUSABLE = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
const UNREAD = "Not read yet: ";
const UNSAVED =
  "Not saved yet. If this message stays, copy your answer, then press Start at the top of the page.";
const KEPT_HERE =
  "Not among your answers yet, since Python does not answer. What you typed is kept in this browser, on this computer: " +
  "press Start at the top of the page to send it.";

// Wrap a drawing function for anywidget: its `signal` says when the view goes away.
function view(draw) {
  return {
    render({ model, el }) {
      const ending = new AbortController();
      // JupyterLab 4.6 takes the Enter key away from every text box inside a cell.
      const newLine = (event) => event.inputType === "insertLineBreak" && event.stopPropagation();
      el.addEventListener("beforeinput", newLine, { capture: true, signal: ending.signal });
      draw({ model, el, signal: ending.signal });
      return () => ending.abort();
    },
  };
}

// Each view has ids of its own: the same control may be on the page twice.
function uniqueId() {
  return "npqml-" + Math.random().toString(36).slice(2, 10);
}

// Make an element: attributes by name, false or null leaves one out; children are nodes or text.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

// Keep keys from reaching the notebook, where x cuts a cell and m turns it into text.
function keepKeys(root) {
  for (const node of root.querySelectorAll(FOCUSABLE)) {
    node.setAttribute("data-lm-suppress-shortcuts", "true");
  }
}

// Keys that stay here would open the browser's own "Save page": pass a wish to save on to the notebook.
function passOnSave(event) {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
  event.preventDefault();
  const { key, code, keyCode, ctrlKey, metaKey } = event;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, ctrlKey, metaKey, bubbles: true }));
}

// Follow the model until the view goes away.
function follow(model, names, signal, callback) {
  for (const name of names) {
    model.on(`change:${name}`, callback);
    signal.addEventListener("abort", () => model.off(`change:${name}`, callback));
  }
}

// A line that a screen reader reads out once things are quiet.
function announcer() {
  const node = make("span", { class: "npqml-hidden", role: "status" });
  let timer = 0;
  const say = (words, pause = QUIET) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (node.textContent !== words) node.textContent = words;
    }, pause);
  };
  return { node, say };
}

// Write words into a node, and hide the node while there are none.
function tell(node, words) {
  if (node.textContent !== words) node.textContent = words;
  node.hidden = !words;
}

// The frame of a control: question, help, the control itself, note, reading and "Saved".
// `group` makes it a fieldset with a legend; otherwise the label belongs to the element `inputId`.
function frame({ model, el, signal }, { group = true, inputId = null } = {}) {
  const id = uniqueId();
  const setup = model.get("setup");
  const title = group ? make("legend", {}, setup.label) : make("label", { for: inputId ?? id }, setup.label);
  const help = make("p", { id: `${id}-help`, class: "npqml-help" }, setup.help ?? "");
  help.hidden = !setup.help;
  const note = make("p", { id: `${id}-note`, class: "npqml-note" });
  // A sign for what cannot be read only: a tick would look like a verdict.
  const mark = make("span", { class: "npqml-mark", "aria-hidden": "true" }, "?");
  const lead = make("strong", {}, UNREAD);
  const words = make("span", {});
  const reading = make("p", { id: `${id}-reading`, class: "npqml-reading" }, mark, lead, words);
  const saved = make("p", { class: "npqml-saved" });
  const announce = announcer();
  const body = make("div", { class: "npqml-body" });
  const foot = make("div", { class: "npqml-foot" }, reading, saved);
  const box = make(group ? "fieldset" : "div", { class: "npqml-box" }, title, help, body, note, foot, announce.node);
  const describedBy = `${id}-help ${id}-note ${id}-reading`;
  if (group) box.setAttribute("aria-describedby", describedBy);
  el.classList.add("npqml");
  el.replaceChildren(box);
  el.addEventListener("keydown", passOnSave, { signal });

  const showReading = () => {
    const unreadable = model.get("unreadable");
    reading.hidden = !model.get("reading");
    mark.hidden = lead.hidden = !unreadable;
    words.textContent = model.get("reading");
  };
  const showNote = () => {
    tell(note, model.get("note"));
    const off = model.get("disabled");
    if (group) box.disabled = off;
    else body.querySelectorAll("input, textarea").forEach((node) => (node.disabled = off));
  };
  follow(model, ["reading", "unreadable"], signal, showReading);
  follow(model, ["note", "disabled"], signal, showNote);
  showReading();
  return { id, box, body, reading, saved, announce, describedBy, showNote, showReading, setup };
}

// Act once typing pauses, or after a second although it goes on: `later` after each key, `now` when a box is left,
// `drop` when there is no need any more. A page that goes out of sight may be closing: nothing waits then.
function afterPause(action, signal, pause = PAUSE) {
  let timer = 0;
  let since = 0; // when the first key came that was not acted on
  const stop = () => {
    clearTimeout(timer);
    timer = since = 0;
  };
  const now = () => {
    if (!timer) return;
    stop();
    action();
  };
  const later = () => {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(now, Math.max(0, Math.min(pause, since + LONGEST_PAUSE - Date.now())));
  };
  document.addEventListener("visibilitychange", now, { signal });
  window.addEventListener("pagehide", now, { signal });
  signal.addEventListener("abort", now);
  return { later, now, drop: stop, due: () => timer !== 0 };
}

// Tell whether Python is away: the view belongs to no running kernel, or the kernel cannot be reached.
function isAway(model, el) {
  if (el.closest(".jupyter-widgets-disconnected")) return true;
  const manager = model.widget_manager;
  if (!manager || !("kernel" in manager)) return false;
  const { kernel } = manager;
  if (kernel?._ws?.readyState > WebSocket.OPEN) return true; // JupyterLab itself says so seconds later
  return !kernel || GONE.includes(kernel.status) || !["connected", undefined].includes(kernel.connectionStatus);
}

// Call when a view stands in the page: it is made before, and cannot tell then whether Python is there.
function onceInThePage(el, signal, act) {
  if (el.isConnected) return act();
  const sizes = new ResizeObserver(() => {
    if (!el.isConnected) return;
    sizes.disconnect();
    act();
  });
  sizes.observe(el);
  signal.addEventListener("abort", () => sizes.disconnect());
}

// Call back when Python goes away and when it is there again.
function watchPython(model, el, signal, changed) {
  let away = isAway(model, el);
  const timer = setInterval(() => {
    if (isAway(model, el) === away) return;
    away = !away;
    changed(away);
  }, LOOK_EVERY);
  signal.addEventListener("abort", () => clearInterval(timer));
}

// Keep one answer in step with Python. `read` gives what the page shows, `show` puts a value on the page, and
// `blank` is what an untouched control reads as. Python's values never disturb somebody who is typing. What Python has
// not confirmed is kept in the browser's own store, and sent when the page is started again.
function keepAnswer({ model, el, signal }, parts, { read, show, blank, pause = PAUSE }) {
  const { box, saved, announce } = parts;
  const place = model.get("place");
  const own = uniqueId();
  const same = (one, other) => JSON.stringify(one ?? blank) === JSON.stringify(other ?? blank);
  let turns = 0;
  let turn = ""; // the one that Python has still to answer
  let sent = null; // what it said
  let known = model.get("value"); // what Python holds, as far as this view has heard
  let based = model.get("revision"); // of the answer that was changed
  let patience = 0;
  let unheard = false; // Python has not answered for long, or is away
  let waiting = false; // what stands here is not confirmed
  let doubted = false; // Python is away, and may never have had what this page holds

  const showSaved = () => {
    if (!unheard) tell(saved, waiting || known === null ? "" : model.get("saved"));
    parts.reading.classList.toggle("npqml-earlier", waiting);
    document.dispatchEvent(new CustomEvent("npqml-waiting", { detail: { place, own, waiting } }));
  };
  // The words "kept in this browser" stand only where that is true.
  const draft = () => {
    const value = read();
    waiting = Boolean(turn) || doubted || !same(value, known);
    if (!waiting) dropDraft(place); // somebody has gone back to what Python holds
    return waiting && keepDraft(place, { value, based, sent });
  };
  const sayUnheard = (kept) => {
    unheard = true;
    const words = kept ? KEPT_HERE : UNSAVED;
    tell(saved, words);
    parts.reading.hidden = true; // it belongs to an earlier answer
    announce.say(words, 0);
  };
  const transmit = () => {
    turn = `${own}-${(turns += 1)}`;
    sent = read();
    const kept = draft();
    clearTimeout(patience);
    if (isAway(model, el)) sayUnheard(kept);
    else patience = setTimeout(() => sayUnheard(draft()), PATIENCE);
    model.send({ answer: sent, turn, based });
    showSaved();
  };
  const send = () => {
    typing.drop();
    draft();
    if (waiting && !isAway(model, el)) model.set("value", read()); // for another view; Python hears by the message
    if (waiting && (!turn || unheard)) transmit(); // else it follows when the one under way is answered
    else showSaved();
  };
  const typing = afterPause(send, signal, pause);
  const typed = () => {
    const kept = draft();
    if (waiting && isAway(model, el)) sayUnheard(kept);
    typing.later();
    showSaved();
  };
  const answered = () => {
    if (!turn || model.get("answered") !== turn) return;
    clearTimeout(patience);
    const kept = Boolean(model.get("saved")); // else Python could not write it to a file
    [turn, unheard, doubted, based, known] = ["", false, false, model.get("revision"), sent];
    if (!same(read(), sent)) {
      draft();
      if (!typing.due()) transmit();
    } else if (kept) {
      waiting = false;
      dropDraft(place);
      announce.say(`${model.get("unreadable") ? UNREAD : ""}${model.get("reading")} Saved.`);
    }
    parts.showReading();
    showSaved();
  };
  const take = () => {
    if (waiting || typing.due()) return;
    based = model.get("revision");
    known = model.get("value");
    show(known);
    showSaved();
  };
  // A page that is closing cannot wait for its turn.
  const leave = () => {
    if (!turn || same(read(), sent) || isAway(model, el)) return;
    sent = read();
    turn = `${own}-${(turns += 1)}`;
    model.send({ answer: sent, turn, based });
  };
  const changed = (away) => {
    if (!away && waiting) transmit();
    else if (away && waiting) sayUnheard(draft());
  };
  // What was typed while Python was away: shown again, and sent where Python is there.
  const bringBack = () => {
    const found = model.get("disabled") ? null : readDraft(place);
    if (!found) return;
    doubted = isAway(model, el);
    if (same(found.value, known) && !doubted) return dropDraft(place);
    if (!same(found.sent, known)) based = found.based;
    show(found.value);
    if (doubted) sayUnheard(draft());
    else transmit();
    showSaved();
  };

  show(known);
  parts.showNote();
  showSaved();
  onceInThePage(el, signal, bringBack);
  keepKeys(box);
  box.addEventListener("input", typed, { signal });
  box.addEventListener("change", send, { signal });
  box.addEventListener("focusout", send, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
  window.addEventListener("pagehide", leave, { signal });
  follow(model, ["value", "revision"], signal, take);
  follow(model, ["saved", "answered"], signal, answered);
  follow(model, ["saved"], signal, showSaved);
  watchPython(model, el, signal, changed);
  signal.addEventListener("abort", () => {
    leave();
    clearTimeout(patience);
    document.dispatchEvent(new CustomEvent("npqml-waiting", { detail: { place, own, waiting: false } }));
  });
  return { send };
}

// Put text into an input, keeping the caret where it was.
function fill(input, text) {
  if (input.value === text) return;
  const { selectionStart, selectionEnd } = input;
  const focused = input.ownerDocument.activeElement === input;
  input.value = text;
  if (focused) input.setSelectionRange(Math.min(selectionStart, text.length), Math.min(selectionEnd, text.length));
}

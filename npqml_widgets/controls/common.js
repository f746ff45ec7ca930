// What all controls share; put in front of each control's own script when Python loads it.

const PAUSE = 250; // ms of no typing before an answer is sent
const QUIET = 1000; // ms of no change before a reading is read out
const PATIENCE = 4000; // ms without an answer from Python before we say so
const FOCUSABLE = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
const UNREAD = "Not read yet: ";
const UNSAVED =
  "Not saved yet. If this message stays, copy your answer, then press Start at the top of the page.";

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

// Keep one answer in step with Python. `read` gives what the page shows, `show` puts a value on the page, and
// `blank` is what an untouched control reads as. Python's values never disturb somebody who is typing.
function keepAnswer({ model, signal }, parts, { read, show, blank }) {
  const { box, saved, announce } = parts;
  const asText = (value) => JSON.stringify(value ?? blank);
  let timer = 0;
  let patience = 0;
  let waiting = false;

  const showSaved = () => {
    const draft = asText(read()) !== asText(model.get("value"));
    const untouched = model.get("value") === null;
    tell(saved, draft || waiting || untouched ? "" : model.get("saved"));
  };
  const confirmed = () => {
    if (!model.get("saved")) return;
    clearTimeout(patience);
    if (waiting) announce.say(`${model.get("unreadable") ? UNREAD : ""}${model.get("reading")} Saved.`);
    waiting = false;
    parts.showReading();
    showSaved();
  };
  const unconfirmed = () => {
    tell(saved, UNSAVED);
    parts.reading.hidden = true; // it belongs to an earlier answer
    announce.say(UNSAVED, 0);
  };
  const send = () => {
    clearTimeout(timer);
    timer = 0;
    if (asText(read()) === asText(model.get("value"))) return showSaved();
    waiting = true;
    clearTimeout(patience);
    patience = setTimeout(unconfirmed, PATIENCE);
    // Python answers an empty "saved" with the time at which it kept this very answer.
    model.set("value", read());
    model.set("saved", "");
    model.save_changes();
    showSaved();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
    showSaved();
  };
  // A page that is closing cannot wait for its turn: a change of the model is held back while Python is still busy with
  // the one before, a message is not.
  const leave = () => {
    if (timer) send();
    if (waiting) model.send({ answer: read() });
  };
  const take = () => {
    if (timer || asText(read()) === asText(model.get("value"))) return;
    show(model.get("value"));
    showSaved();
  };

  show(model.get("value"));
  parts.showNote();
  showSaved();
  keepKeys(box);
  box.addEventListener("input", later, { signal });
  box.addEventListener("change", send, { signal });
  box.addEventListener("focusout", send, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && leave(), { signal });
  follow(model, ["value"], signal, take);
  follow(model, ["saved"], signal, confirmed);
  signal.addEventListener("abort", () => {
    leave();
    clearTimeout(patience);
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

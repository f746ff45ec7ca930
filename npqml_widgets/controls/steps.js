// What documents that are gone through step by step share: a step goes to Python, and a whole new page comes back.

const STEP_UNSAVED =
  "Not saved yet. If this message stays, copy what you wrote, then press Start at the top of the page.";
const AFTER_FOCUS = 400; // ms: what is said as the focus moves would be cut off

// Talk with Python. `draw(page, step)` shows a page; `step` is what this view sent and the page answers, or null.
// One step at a time: a Lab may hand two messages that follow closely to two threads, and the later may overtake.
function conversation({ model, el, signal }, draw) {
  const own = uniqueId();
  const announce = announcer();
  const unheard = make("p", { class: "npqml-note", hidden: true });
  const body = make("div", {});
  const kept = outbox(model.get("place"));
  const steps = []; // the first is under way, the others follow when it is answered
  let number = 0;
  let patience = 0;
  let safe = false; // the last step is kept in the browser

  function send(event, details = {}) {
    number += 1;
    const step = { event, turn: `${own}-${number}`, ...details };
    safe = kept.put(step);
    steps.push(step);
    if (steps.length === 1) sendFirst();
    else if (document.hidden || signal.aborted) sendRest();
  }
  function sendFirst() {
    patience = setTimeout(sayUnheard, PATIENCE);
    model.send(steps[0]);
  }
  function sendRest() {
    steps.splice(1).forEach((step) => model.send(step));
  }
  function sayUnheard() {
    const words = safe ? KEPT_HERE : STEP_UNSAVED;
    tell(unheard, words);
    announce.say(words, 0);
  }
  function show() {
    const page = model.get("page");
    const step = steps.length && page.turn === steps[0].turn ? steps.shift() : null;
    if (step) {
      kept.done(step);
      clearTimeout(patience);
      tell(unheard, "");
      if (steps.length) sendFirst();
    }
    draw(page, step);
    keepKeys(el);
    if (step && page.said) announce.say(page.said, AFTER_FOCUS);
  }
  // Another tab may have gone on with the same document: look again when this one is back in sight. A page that goes
  // out of sight may be closing: nothing waits then.
  function look() {
    if (document.hidden) sendRest();
    else send("look");
  }

  el.classList.add("npqml", "npqml-steps");
  el.replaceChildren(unheard, body, announce.node);
  el.addEventListener("keydown", passOnSave, { signal });
  document.addEventListener("visibilitychange", look, { signal });
  follow(model, ["page"], signal, show);
  signal.addEventListener("abort", () => {
    clearTimeout(patience);
    sendRest();
  });
  const sendKept = () => kept.all().forEach(({ event, turn, ...details }) => send(event, details));
  onceInThePage(el, signal, () => isAway(model, el) || sendKept());
  // While an answer is still to come, what Python has sent is older than what somebody has done since.
  const busy = () => steps.length > 0;
  return { body, send, show, busy };
}

function pressed(words, action, signal, more = {}) {
  const node = make("button", { type: "button", class: "npqml-button", ...more }, words);
  node.addEventListener("click", () => node.getAttribute("aria-disabled") === "true" || action(), { signal });
  return node;
}

// A heading that the focus can be moved to, so that reading goes on from it.
function heading(words, level = "h3") {
  return make(level, { tabindex: "-1" }, words);
}

function paragraphs(texts) {
  return texts.map((text) => make("p", {}, text));
}

// A group of radio buttons, each a [key, words]; `chosen` is a key or null.
function radios(question, options, chosen, { name = uniqueId(), help = "" } = {}) {
  const helpId = `${name}-help`;
  const inputs = options.map(([key, words], place) => {
    const id = `${name}-${place}`;
    const input = make("input", { id, type: "radio", name, value: key, checked: String(chosen) === String(key) });
    return make("label", { class: "npqml-option", for: id }, input, make("span", {}, words));
  });
  const told = help ? make("p", { id: helpId, class: "npqml-help" }, help) : null;
  const about = { class: "npqml-box", "aria-describedby": help ? helpId : null };
  return make("fieldset", about, make("legend", {}, question), told, make("div", { class: "npqml-body" }, ...inputs));
}

function picked(group) {
  return group.querySelector("input:checked")?.value ?? null;
}

// A text box with its label and a line of help.
function textBox(label, value, { rows = 3, help = "" } = {}) {
  const id = uniqueId();
  const area = make("textarea", { id, rows, "aria-describedby": help ? `${id}-help` : null });
  area.value = value;
  const told = help ? make("p", { id: `${id}-help`, class: "npqml-help" }, help) : null;
  return { area, node: make("div", { class: "npqml-field" }, make("label", { for: id }, label), told, area) };
}

// A list to choose from, each a [key, words].
function chooser(label, options, chosen) {
  const id = uniqueId();
  const select = make("select", { id }, ...options.map(([key, words]) => make("option", { value: key }, words)));
  select.value = chosen;
  return { select, node: make("div", { class: "npqml-field" }, make("label", { for: id }, label), select) };
}

// Something that opens: closed, it costs one line.
function opening(words, open, ...children) {
  return make("details", { open }, make("summary", {}, words), ...children);
}

// Say what is missing beside what it is missing from, and go there.
function refuse(node, words, target) {
  tell(node, words);
  target.focus();
}

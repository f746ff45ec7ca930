// A long document, one section at a time: Python says which parts stand in it, the page sends what is done.
//
// Boxes marked `live` are kept as they are typed, after a pause and when they are left; the others go along with the
// button that names them. What was typed and is not kept survives whatever Python sends.

const TYPING_PAUSE = 1000; // ms: each thing kept is a version of the document

function render({ model, el, signal }) {
  const talk = conversation({ model, el, signal }, draw);
  const drafts = new Map(); // by key: what was typed and is not kept yet
  const unsent = new Set(); // keys of live drafts that Python has not been sent
  const notes = new Map(); // by key: what came of it
  const use = { fields: new Map(), opened: new Set(), value, typed, now, press, bring, note };
  const told = make("p", { class: "npqml-note npqml-came" });
  const typing = afterPause(now, signal, TYPING_PAUSE);
  let shown = "";

  function value(part) {
    return drafts.get(part.key) ?? part.value ?? "";
  }
  function typed(part, text) {
    drafts.set(part.key, text);
    if (!part.live) return;
    unsent.add(part.key);
    typing.later();
  }
  function now() {
    typing.drop();
    for (const key of unsent) talk.send("edit", { key, value: drafts.get(key) });
    unsent.clear();
  }
  function held(key) {
    const { control } = use.fields.get(key);
    if (control.type === "checkbox") return control.checked ? "yes" : "";
    return control.value;
  }
  function sent({ key, sends }) {
    now();
    return { key, values: Object.fromEntries(sends.map((name) => [name, held(name)])) };
  }
  function press(part) {
    talk.send("press", sent(part));
  }
  function bring(part, files) {
    talk.send("bring", { ...sent(part), files });
  }
  function note(key, words) {
    notes.set(key, words);
    showNotes();
  }

  function settle(page, step) {
    if (!step || step.event === "look") return;
    if (step.event !== "edit") notes.clear();
    notes.set(step.key, page.kept ? page.said : `Not kept: ${page.said}`);
    if (step.event === "edit" && page.kept && drafts.get(step.key) === step.value) drafts.delete(step.key);
    if (step.event !== "edit" && page.kept) Object.keys(step.values ?? {}).forEach((key) => drafts.delete(key));
  }
  function showNotes() {
    for (const [key, field] of use.fields) tell(field.note, notes.get(key) ?? "");
  }
  function draw(page, step) {
    settle(page, step);
    const shape = JSON.stringify([page.nav, page.here, page.parts], (name, each) => (name === "value" ? undefined : each));
    if (shape === shown) patch(page.parts);
    else build(page, step);
    shown = shape;
    showNotes();
    tell(told, step && page.said && !use.fields.has(step.key) ? page.said : "");
  }
  // Only values have changed: whoever types elsewhere is not disturbed.
  function patch(parts) {
    for (const part of parts) {
      if (part.parts) patch(part.parts);
      const control = use.fields.get(part.key)?.control;
      if (!control || part.value === undefined || drafts.has(part.key)) continue;
      if (control.type === "checkbox") control.checked = part.value === "yes";
      else if (control.value !== part.value) control.value = part.value;
    }
  }
  function build(page, step) {
    const before = el.contains(document.activeElement) ? document.activeElement : null;
    const { key } = before?.dataset ?? {};
    const caret = before?.type === "text" || before?.tagName === "TEXTAREA" ? [before.selectionStart, before.selectionEnd] : null;
    use.fields.clear();
    const title = make("h3", { tabindex: "-1" }, page.title);
    talk.body.replaceChildren(navigation(page), title, told, ...sectionParts(page.parts, use));
    if (!before) return;
    const wanted = step && page.focus ? page.focus : key;
    const next = (step?.event === "go" ? null : find(wanted)) ?? title;
    next.focus();
    if (caret && next.setSelectionRange) next.setSelectionRange(...caret);
  }
  function find(key) {
    return key ? talk.body.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  }
  function navigation({ nav, here, name }) {
    const steps = nav.map(([key, words, state]) => {
      const current = key === here ? "step" : null;
      const button = pressed(words, () => (now(), talk.send("go", { key })), signal, { "aria-current": current, "data-key": `go:${key}` });
      if (state) button.append(make("span", { class: "npqml-step-state" }, state));
      return make("li", {}, button);
    });
    return make("nav", { "aria-label": name, class: "npqml-sections" }, make("ol", {}, ...steps));
  }

  el.classList.add("npqml-long-document");
  talk.show();
}

export default view(render);

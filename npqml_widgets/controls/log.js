// The learning log: write a note, change it in place, mark it as used, and say how sure you are of a criterion.

const NO_WORDS = "There are no words yet: write your note first.";
const ELSEWHERE = "Written in another part of the course; change it there:";

// A new note. What is typed is kept as a draft until it is put into the log.
function noteWriter(page, talk, signal) {
  const { kind = page.kinds[0][0], criterion = "", words = "" } = page.draft;
  const kinds = radios("What kind of note is it?", page.kinds, kind);
  const list = chooser("Which criterion does it belong to?", page.criteria, criterion);
  const text = textBox("Your note", words, { rows: 4, help: "Name no pupil, and no colleague who could mind." });
  const missing = make("p", { class: "npqml-note", role: "alert", hidden: true });
  const values = () => ({ kind: picked(kinds), criterion: list.select.value, words: text.area.value });
  const draft = afterPause(() => talk.send("draft", values()), signal);
  const add = pressed("Put it into the log", () => {
    if (!text.area.value.trim()) return refuse(missing, NO_WORDS, text.area);
    tell(missing, "");
    draft.drop();
    talk.send("add", values());
  }, signal);
  const state = make("p", { class: "npqml-saved" });
  const node = make("section", { "aria-label": "A new note" }, heading("A new note"), kinds, list.node, text.node, missing,
    make("div", { class: "npqml-buttons" }, add), state);
  node.addEventListener("input", () => (tell(state, ""), draft.later()), { signal });
  text.area.addEventListener("focusout", draft.now, { signal });
  const take = (page, step) => {
    if (step?.event === "add") {
      fill(text.area, "");
      text.area.focus();
    }
    const kept = text.area.value && page.draft.words === text.area.value;
    tell(state, kept ? "Kept as a draft. It is not in your log yet." : "");
  };
  return { node, take };
}

// A note in the list, and the boxes to change it, which save as they are changed.
function noteItem(note, page, talk, signal, edit) {
  const facts = [note.kind, note.when, note.state].join(" · ");
  const parts = [make("p", { class: "npqml-help" }, facts), ...note.words.split("\n").map((line) => make("p", {}, line))];
  if (note.module) return make("li", {}, make("p", { class: "npqml-help" }, `${ELSEWHERE} ${note.module}`), ...parts);
  const part = page.parts[note.criterion];
  const waiting = note.state === "waiting";
  const change = pressed("Change", () => edit(note), signal, { "data-note": note.id });
  const use = pressed(waiting ? `Mark as used in part ${part}` : "Mark as waiting again",
    () => talk.send("use", { note: note.id, part: waiting ? part : "" }), signal);
  const name = note.words.split(/\s+/u).slice(0, 6).join(" ");
  for (const button of [change, use]) button.append(make("span", { class: "npqml-hidden" }, ` ${name}`));
  return make("li", {}, ...parts, make("div", { class: "npqml-buttons" }, change, part || !waiting ? use : null));
}

function noteEditor(note, page, talk, signal, close) {
  const text = textBox("Your note", note.words, { rows: 4 });
  const list = chooser("Criterion", page.criteria, note.criterion);
  const state = make("p", { class: "npqml-saved" });
  let before = note.words;
  const keep = () => {
    if (!text.area.value.trim()) return;
    talk.send("edit", { note: note.id, words: text.area.value, criterion: list.select.value, before });
  };
  const typing = afterPause(keep, signal);
  const done = pressed("Done", () => (typing.now(), close(note.id)), signal);
  const out = pressed("Take this note out", () => (typing.drop(), talk.send("take out", { note: note.id }), close("")), signal);
  const node = make("li", {}, text.node, list.node, state, make("div", { class: "npqml-buttons" }, done, out));
  node.addEventListener("input", () => (tell(state, ""), typing.later()), { signal });
  text.area.addEventListener("focusout", typing.now, { signal });
  const take = (step) => {
    if (step?.event !== "edit" || step.note !== note.id) return;
    before = step.words;
    tell(state, step.words === text.area.value ? "Saved." : "");
  };
  return { id: note.id, node, area: text.area, take };
}

// How sure somebody is of one criterion, before and after its module.
function sureness(page, talk, signal) {
  const options = page.confidence.map(({ words }, place) => [String(place), words]);
  const list = chooser("How sure are you of this criterion?", options, "0");
  const place = make("div", {});
  const change = make("p", {});
  const all = make("ul", {});
  const rated = make("div", {}, make("h4", {}, "What you said so far"), all);
  let page_ = page;
  const one = () => page_.confidence[Number(list.select.value)];
  const ask = () => {
    const { module, criterion, levels } = one();
    place.replaceChildren(...page_.moments.map(([moment, words]) => {
      const group = radios(words, page_.levels, levels[moment] ?? null, { help: "1 is least sure, 4 is most sure." });
      group.addEventListener("change", () => talk.send("rate", { module, criterion, moment, level: picked(group) }), { signal });
      return group;
    }));
    keepKeys(place);
  };
  const take = (page) => {
    const before = JSON.stringify(one().levels);
    page_ = page;
    tell(change, one().change);
    if (!place.children.length || !place.contains(document.activeElement) && JSON.stringify(one().levels) !== before) ask();
    const said = page.confidence.filter(({ levels }) => Object.keys(levels).length);
    all.replaceChildren(...said.map(({ words, change }) => make("li", {}, `${words}: ${change}`)));
    rated.hidden = !said.length;
  };
  list.select.addEventListener("change", () => (ask(), tell(change, one().change)), { signal });
  const node = make("section", { "aria-label": "How sure you are" }, heading("How sure you are"),
    make("p", { class: "npqml-help" }, "Your own view, for yourself. It is no proof, and nobody marks it."), list.node, place, change, rated);
  return { node, take };
}

function render({ model, el, signal }) {
  const talk = conversation({ model, el, signal }, draw);
  const writer = noteWriter(model.get("page"), talk, signal);
  const sure = sureness(model.get("page"), talk, signal);
  const list = make("div", {});
  const title = heading("Your notes");
  const count = make("p", {});
  let editor = null;
  let shown = "";

  // What the list shows; the note being changed stands in its own boxes, which nothing may take from under the hands.
  function looks(page) {
    const own = ({ id, module }) => !module && id === editor?.id;
    const notes = page.groups.map(({ title, notes }) => [title, ...notes.map((note) => (own(note) ? note.id : note))]);
    return JSON.stringify([editor?.id ?? "", notes]);
  }
  function edit(note) {
    editor = noteEditor(note, model.get("page"), talk, signal, close);
    drawNotes(model.get("page"));
    editor.area.focus();
  }
  function close(id) {
    editor = null;
    drawNotes(model.get("page"));
    (list.querySelector(`[data-note="${CSS.escape(id)}"]`) ?? title).focus();
  }
  function drawNotes(page) {
    if (looks(page) === shown) return;
    shown = looks(page);
    const held = list.contains(document.activeElement) ? document.activeElement : null;
    const name = held?.textContent;
    let placed = false;
    const groups = page.groups.map(({ title, notes }) => {
      const items = notes.map((note) => {
        const own = !note.module && editor?.id === note.id;
        placed ||= own;
        return own ? editor.node : noteItem(note, page, talk, signal, edit);
      });
      return [make("h4", {}, title), make("ul", { class: "npqml-notes" }, ...items)];
    });
    if (editor && !placed) groups.unshift([make("ul", { class: "npqml-notes" }, editor.node)]);
    list.replaceChildren(...groups.flat());
    // Drawing anew takes the focus away: give it back to the same box, or to the button in the same place.
    const same = held?.isConnected ? held : name && [...list.querySelectorAll("button")].find((one) => one.textContent === name);
    if (held) (same || title).focus();
    keepKeys(list);
  }
  function draw(page, step) {
    writer.take(page, step);
    sure.take(page);
    editor?.take(step);
    const number = page.groups.reduce((sum, { notes }) => sum + notes.length, 0);
    count.textContent = number
      ? `${number} ${number === 1 ? "note" : "notes"}, ${page.waiting} waiting for the project account.`
      : "No notes yet.";
    drawNotes(page);
  }
  const notes = make("section", { "aria-label": "Your notes" }, title, count, list);
  talk.body.append(writer.node, notes, sure.node);
  talk.show();
}

export default view(render);

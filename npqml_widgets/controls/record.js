// One row of a table, or the settings of a document, as labelled boxes; each is kept when it is left.

function render({ model, el, signal }) {
  const id = uniqueId();
  const heading = make("h3", { tabindex: "-1" });
  const blank = make("p", {});
  const list = make("div", { class: "npqml-record" });
  const status = make("p", { class: "npqml-saved" });
  const announce = announcer();
  const kept = outbox(model.get("place"));
  const send = sender(model, signal, (_, words) => {
    tell(status, words);
    announce.say(words, 0);
  }, kept);
  let entries = [];
  let row = null;
  let focused = model.get("shown").focus;

  function draw() {
    const { columns } = model.get("setup");
    entries = columns.map(drawEntry);
    list.replaceChildren(...entries.map(({ frame }) => frame));
    keepKeys(list);
    showRow();
  }
  function drawEntry(column, place) {
    const name = `${id}-${place}`;
    const help = make("p", { id: `${name}-help`, class: "npqml-help" }, column.help || (column.kind === "date" ? DATE_HELP : ""));
    const note = make("p", { id: `${name}-note`, class: "npqml-cell-note" });
    const entry = { column, note, refused: "", typed: null };
    if (column.kind === "fixed") {
      entry.output = make("p", { class: "npqml-fixed", dir: "auto" });
      entry.frame = make("div", {}, make("p", { class: "npqml-entry" }, column.label), help, entry.output, note);
    } else {
      Object.assign(entry, box(column, null, { id: name, dir: "auto", "aria-describedby": `${help.id} ${note.id}` }));
      entry.node.addEventListener("input", () => kept.put(change(entry)), { signal });
      entry.node.addEventListener("change", () => keep(entry), { signal });
      entry.frame = framed(column, name, help, entry.node, note);
    }
    help.hidden = !help.textContent;
    return entry;
  }
  // A tick box gets a group with the question, and an answer beside it.
  function framed(column, name, help, node, note) {
    if (column.kind !== "check") return make("div", {}, make("label", { class: "npqml-entry", for: name }, column.label), help, node, note);
    const answer = make("label", { class: "npqml-option", for: name }, node, make("span", {}, "Yes"));
    return make("fieldset", { class: "npqml-box" }, make("legend", {}, column.label), help, answer, note);
  }
  function change(entry) {
    return { event: "edit", row, column: entry.column.key, value: entry.read() };
  }
  function keep(entry) {
    const typed = entry.read();
    entry.typed = typed; // stays in the page until Python has it
    send(change(entry), (words, saved) => {
      if (entry.typed !== typed) return; // changed again since
      entry.refused = words;
      if (!words) entry.typed = null;
      showRow();
      tell(status, words ? "" : saved);
      announce.say(words ? `${entry.column.label}: ${NOT_KEPT}${words}` : "Saved.", words ? 0 : QUIET);
    });
  }
  function showRow() {
    const { title, cells, notes, row: now, focus } = model.get("shown");
    const another = now !== row;
    row = now;
    tell(heading, title);
    const none = row === null || row === undefined;
    tell(blank, none ? model.get("setup").blank : "");
    list.hidden = none;
    if (none) return;
    for (const entry of entries) {
      if (another) [entry.typed, entry.refused] = [null, ""];
      if (entry.output) entry.output.textContent = asShown(entry.column, cells[entry.column.key]) || "–";
      else if (entry.typed === null && (another || document.activeElement !== entry.node || entry.clean())) show(entry, cells);
      tell(entry.note, entry.refused ? NOT_KEPT + entry.refused : (notes[entry.column.key] ?? ""));
      entry.node?.setAttribute("aria-invalid", Boolean(entry.refused));
    }
    if (focus !== focused) heading.focus();
    focused = focus;
  }
  function show(entry, cells) {
    const typed = asTyped(entry.column, cells[entry.column.key]);
    if (entry.column.kind === "check") entry.node.checked = typed;
    else if (entry.column.kind === "choice") entry.node.value = typed;
    else fill(entry.node, typed);
    entry.clean = () => entry.read() === typed;
  }
  function leave() {
    for (const entry of entries) if (entry.node && row !== null && entry.typed === null && !entry.clean()) keep(entry);
  }

  el.classList.add("npqml", "npqml-table");
  el.addEventListener("keydown", passOnSave, { signal });
  el.replaceChildren(make("section", {}, heading, blank, list, status, announce.node));
  document.addEventListener("visibilitychange", leave, { signal });
  signal.addEventListener("abort", leave);
  follow(model, ["setup"], signal, draw);
  follow(model, ["shown"], signal, showRow);
  draw();
  keepKeys(el);
  onceInThePage(el, signal, () => isAway(model, el) || kept.all().forEach((change) => send(change)));
}

export default view(render);

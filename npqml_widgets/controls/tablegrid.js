// A big table that is edited in place, cell by cell.

const NEXT_SORT = { ascending: "descending", descending: "none", none: "ascending" };
const TYPED_INTO = ["text", "long", "number", "date"];

function render({ model, el, signal }) {
  const { one, columns, views, events, page } = model.get("setup");
  const parts = gridParts(model.get("setup"));
  const { table, body, buttons, status } = parts;
  const rows = new GridRows(model.get("rows"), columns, page);
  const at = { row: 0, column: 0 }; // the cell that the Tab key comes to; row -1 holds the headings
  const announce = announcer();
  const kept = outbox(model.get("place"));
  const send = sender(model, signal, unanswered, kept);
  const tellSaved = (words) => tell(status, words);
  const editing = new GridEdit(rows, { send, kept, redraw, say: announce.say, tellSaved });
  const opens = events.includes("open");
  let shown = columnsOf(0);
  let pressedOn = null;

  function columnsOf(place) {
    const keys = views[place]?.[1] ?? columns.map(({ key }) => key);
    return keys.map((key) => columns[rows.places.get(key)]).filter(Boolean);
  }

  function draw() {
    drawHeadings(parts, shown, rows.sorted);
    body.replaceChildren(...rows.shown.map(drawRow));
    if (!rows.ids.length) {
      const words = rows.rows.length ? `No ${one} fits what you look for.` : `There is no ${one} yet: press “Add ${aOrAn(one)}”.`;
      body.append(make("tr", {}, make("td", { colspan: shown.length }, words)));
    }
    showCount(parts, rows);
    settle();
  }
  function drawRow(row, place) {
    const cells = shown.map((column, across) => {
      const draft = editing.draft(row, column.key);
      const value = draft ? draft.typed : rows.value(row, column.key);
      return drawCell(column, across === 0, value, rows.get(row)[2][column.key], draft?.words);
    });
    return make("tr", { "aria-rowindex": rows.first + place + 2 }, ...cells);
  }
  function redraw(changed) {
    const focused = table.contains(document.activeElement) && !editing.open;
    if (changed === null) draw();
    for (const row of changed ?? []) {
      const place = rows.shown.indexOf(row);
      if (place < 0 || editing.open?.row === row) continue; // never take away what somebody types into
      body.rows[place].replaceWith(drawRow(row, place));
    }
    settle();
    if (focused) cellAt().focus({ preventScroll: true });
  }

  // The cell that has the focus, or would get it by the Tab key.
  function cellAt() {
    return table.rows[at.row + 1]?.cells[at.column];
  }
  function rowAt() {
    return at.row < 0 ? undefined : rows.shown[at.row];
  }
  function settle() {
    at.row = Math.max(-1, Math.min(at.row, rows.shown.length - 1));
    at.column = Math.max(0, Math.min(at.column, shown.length - 1));
    for (const node of table.querySelectorAll("[tabindex]")) node.removeAttribute("tabindex");
    const cell = cellAt();
    if (!editing.open) {
      cell.tabIndex = 0;
      cell.setAttribute("data-lm-suppress-shortcuts", "true");
      cell.setAttribute("aria-label", nameOf(cell));
    }
    for (const name of ["open", "remove"]) {
      buttons[name].textContent = [WORDS_OF[name], rowAt()].filter(Boolean).join(" ");
      buttons[name].setAttribute("aria-disabled", rowAt() === undefined);
    }
  }
  function nameOf(cell) {
    if (at.row < 0) return shown[at.column].label;
    return [...cell.children].map((part) => part.textContent).join("\n").trim() || "blank"; // innerText is slow
  }
  function go(row, column) {
    cellAt()?.removeAttribute("aria-label");
    Object.assign(at, { row, column });
    if (row >= rows.shown.length && rows.page < rows.pages - 1) turn(1);
    settle();
    cellAt().focus({ preventScroll: true });
    cellAt().scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function turn(step) {
    rows.page = Math.max(0, Math.min(rows.page + step, rows.pages - 1));
    at.row = 0;
    draw();
    announce.say(`${one}s ${parts.count.textContent}`, 0);
  }

  // What is done with a cell, a row or the whole table.
  function act() {
    const [row, column] = [rowAt(), shown[at.column]];
    if (at.row < 0) sort(column);
    else if (row === undefined) return;
    else if (at.column === 0 && opens) ask("open", row);
    else if (column.kind === "fixed") announce.say(`${column.label} is worked out and cannot be changed here.`, 0);
    else if (column.kind === "check") editing.keep(row, column, !rows.value(row, column.key));
    else editing.start(row, column, cellAt());
  }
  function ask(event, row, done = "") {
    send({ event, ...(row === undefined ? {} : { row }) }, (words, saved) => {
      tellSaved(words ? "" : saved);
      announce.say(words || done, 0);
    });
  }
  function unanswered({ event, row, column }, words) {
    if (event === "edit") editing.unanswered(row, column, words);
    tellSaved(words);
    announce.say(words, 0);
  }
  function sort({ key, label }) {
    const now = rows.sorted?.key !== key ? "none" : rows.sorted.down ? "descending" : "ascending";
    const next = NEXT_SORT[now];
    rows.sorted = next === "none" ? null : { key, down: next === "descending" };
    rearrange(rows.sorted ? `Sorted by ${label}, ${next}.` : "Not sorted: in the order of the list.");
    go(-1, at.column);
  }
  function rearrange(words = "") {
    rows.page = 0;
    rows.arrange();
    draw();
    announce.say(`${words} ${rows.ids.length} of ${rows.rows.length} ${one}s shown.`.trim(), 300);
  }
  function hear(message) {
    if (message.changed) {
      patchRows(rows.rows, message); // once more where the model has done so: it comes to the same
      const anew = rows.take(message);
      if (anew === null) editing.close(true);
      redraw(anew);
    }
    if (message.focus) {
      const place = rows.turnTo(message.focus);
      [parts.search.value, parts.filter.value] = [rows.words, rows.tag];
      draw();
      if (place !== null) go(place, Math.min(1, shown.length - 1));
    }
  }

  // Keys and clicks.
  function pressed(event) {
    if (event.isComposing) return;
    if (editing.open) return pressedInBox(event);
    const { key, ctrlKey, metaKey, altKey } = event;
    const lead = keyLeads(event, at, rows.shown.length - 1, shown.length - 1);
    const acts = key === "Enter" || key === "F2" || (key === " " && (at.row < 0 || shown[at.column].kind === "check"));
    if (lead) go(...lead);
    else if (acts) act();
    else if (key === "PageDown" || key === "PageUp") {
      turn(key === "PageDown" ? 1 : -1);
      go(0, at.column);
    } else if ((ctrlKey || metaKey) && key === "z" && events.includes("undo")) ask("undo");
    else if (key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey) return typedInto();
    else return;
    event.preventDefault();
  }
  // A letter on an empty cell starts to fill it; a filled one is never overwritten by a stray key.
  function typedInto() {
    if (rowAt() === undefined) return;
    const column = shown[at.column];
    const blank = asShown(column, rows.value(rowAt(), column.key)) === "";
    if (blank && TYPED_INTO.includes(column.kind)) act();
    else announce.say("Press Enter to edit this cell.", 0);
  }
  function pressedInBox(event) {
    const { key, shiftKey } = event;
    if (!["Escape", "Tab", "Enter"].includes(key) || (key === "Enter" && shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    editing.close(key !== "Escape");
    if (key === "Tab" && next(shiftKey ? -1 : 1)) act();
    if (!editing.open) cellAt().focus({ preventScroll: true });
  }
  // Go to the next cell that can be typed into; false where there is none on this page.
  function next(step) {
    const wide = shown.length;
    for (let place = at.row * wide + at.column + step; place >= 0 && place < rows.shown.length * wide; place += step) {
      const across = place % wide;
      if (["fixed", "check"].includes(shown[across].kind) || (across === 0 && opens)) continue;
      go(Math.floor(place / wide), across);
      return true;
    }
    return false;
  }
  // A first click goes to a cell, a second one edits it: the press has given it the focus before the click comes.
  function mousePressed(event) {
    const cell = event.target.closest("td, th");
    pressedOn = document.activeElement === cell ? cell : null;
  }
  function clicked(event) {
    const cell = event.target.closest("td, th");
    const row = cell ? cell.parentElement.rowIndex - 1 : NaN;
    if (!(row < rows.shown.length) || editing.open?.cell === cell) return;
    const again = pressedOn === cell;
    go(row, cell.cellIndex);
    if (row < 0 || again) act();
  }

  const heard = [
    [table, "keydown", pressed],
    [table, "mousedown", mousePressed],
    [table, "click", clicked],
    [el, "keydown", passOnSave],
    [parts.search, "input", () => ((rows.words = parts.search.value), rearrange())],
    [parts.filter, "change", () => ((rows.tag = parts.filter.value), rearrange())],
    [parts.view, "change", () => ((shown = columnsOf(parts.view.value)), draw())],
    [document, "visibilitychange", () => editing.keepSoFar()],
  ];
  const presses = {
    earlier: () => turn(-1),
    further: () => turn(1),
    add: () => ask("add"),
    open: () => ask("open", rowAt()),
    remove: () => ask("remove", rowAt(), `${rowAt()} is removed. Undo, below the form, brings it back.`),
  };
  for (const [name, press] of Object.entries(presses)) {
    heard.push([buttons[name], "click", () => buttons[name].getAttribute("aria-disabled") === "true" || press()]);
  }
  for (const [node, event, call] of heard) node.addEventListener(event, call, { signal });
  model.on("msg:custom", hear);
  signal.addEventListener("abort", () => {
    editing.close(true);
    model.off("msg:custom", hear);
  });
  el.classList.add("npqml", "npqml-table");
  el.replaceChildren(...parts.all, announce.node);
  draw();
  keepKeys(el);
  onceInThePage(el, signal, () => isAway(model, el) || kept.all().forEach((change) => send(change)));
}

// Python sends changed rows only: they are kept in the model also while nobody looks at the table.
function initialize({ model }) {
  model.on("msg:custom", (message) => message.changed && patchRows(model.get("rows"), message));
}

// Other columns, such as after the words of a scale were changed, or the first rows, draw everything anew.
export default { initialize, ...view(drawnAnewOn(["setup", "rows"], render)) };

// Typing in a cell of a table: one box at a time, what was typed and is not kept yet, and what Python says to it.

const LONG_HELP = " Shift+Enter starts a new line.";

class GridEdit {
  // `send` is a `sender`, `kept` its `outbox`; `redraw` draws rows anew; `say` reads out and `tellSaved` shows when Python has saved.
  constructor(rows, { send, kept, redraw, say, tellSaved }) {
    Object.assign(this, { rows, send, kept, redraw, say, tellSaved, open: null, drafts: new Map() });
  }

  draft(row, key) {
    return this.drafts.get(`${row} ${key}`);
  }

  // Put a box with the value into a cell.
  start(row, column, cell) {
    const draft = this.draft(row, column.key);
    const hint = make("div", { id: uniqueId(), class: "npqml-cell-note" }, this.hint(column));
    const one = box(column, draft ? draft.typed : this.rows.value(row, column.key), {
      "aria-label": `${column.label}, ${row}`,
      "aria-describedby": hint.id,
      "data-lm-suppress-shortcuts": "true",
    });
    this.open = { row, column, cell, before: one.read(), read: one.read };
    for (const name of ["tabindex", "aria-label"]) cell.removeAttribute(name);
    cell.replaceChildren(one.node, hint);
    one.node.addEventListener("input", () => this.kept.put(this.change(row, column, one.read())));
    one.node.addEventListener("focusout", () => this.close(true));
    one.node.focus();
    if (one.node.select && column.kind !== "long") one.node.select();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  hint(column) {
    return (column.help || (column.kind === "date" ? DATE_HELP : "")) + (column.kind === "long" ? LONG_HELP : "");
  }

  // Take the box away, and keep what is in it or give it up.
  close(kept) {
    if (!this.open) return;
    const { row, column, cell, before, read } = this.open;
    const typed = read();
    this.open = null; // first: taking the box away makes it lose the focus
    if (!kept || typed === before) this.kept.drop(this.change(row, column, typed));
    if (kept && typed !== before) this.keep(row, column, typed);
    else if (cell.isConnected) this.redraw([row]);
  }

  // Keep what is typed so far, and leave the box open: the page may be about to go.
  keepSoFar() {
    if (!this.open || this.open.read() === this.open.before) return;
    this.open.before = this.open.read();
    this.keep(this.open.row, this.open.column, this.open.before);
  }

  change(row, column, typed) {
    return { event: "edit", row, column: column.key, value: typed };
  }

  keep(row, column, typed) {
    this.drafts.set(`${row} ${column.key}`, { typed, words: "" });
    this.redraw([row]);
    this.send(this.change(row, column, typed), (words, saved) => {
      const draft = this.draft(row, column.key);
      if (draft?.typed !== typed) return; // changed again since
      if (words) draft.words = NOT_KEPT + words;
      else this.drafts.delete(`${row} ${column.key}`);
      this.redraw([row]);
      this.tellSaved(words ? "" : saved);
      this.say(words ? NOT_KEPT + words : "Saved.", words ? 0 : QUIET);
    });
  }

  // Say of a cell that Python has not answered.
  unanswered(row, key, words) {
    const draft = this.draft(row, key);
    if (!draft) return;
    draft.words = words;
    this.redraw([row]);
  }
}

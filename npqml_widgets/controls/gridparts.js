// What a table is made of: its tools, headings and cells, without what they do.

const LONGEST_SHOWN = 300; // characters of a long text in its cell
const GRID_HELP =
  "Arrow keys move from cell to cell. Enter edits a cell, and sorts on a heading. While you type: " +
  "Enter keeps, Tab keeps and goes on to the next cell, Escape gives up.";
const SIGNS = { none: "", ascending: " ▲", descending: " ▼" };
const WORDS_OF = { add: "Add", open: "Open", remove: "Remove" };

// A noun with its article: a step, an ingredient.
const aOrAn = (noun) => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

function listOf(id, options) {
  return make("select", { id }, ...options.map(([key, words]) => make("option", { value: key }, words)));
}

// Make everything around the rows, still empty; `buttons` by name: earlier, further, and what `events` allow.
function gridParts({ label, one, views, filters, events }) {
  const id = uniqueId();
  const button = (words) => make("button", { type: "button", class: "npqml-button" }, words);
  const labelled = (node, words) => make("div", {}, make("label", { for: node.id }, words), node);
  const search = make("input", { id: `${id}-find`, type: "text", autocomplete: "off" });
  const filter = listOf(`${id}-filter`, [["", "All"], ...filters]);
  const view = listOf(`${id}-view`, views.map(([words], place) => [String(place), words]));
  const tools = make("div", { class: "npqml-tools" }, labelled(search, "Find"));
  if (filters.length) tools.append(labelled(filter, "Show"));
  if (views.length > 1) tools.append(labelled(view, "Columns"));
  const help = make("p", { id: `${id}-help`, class: "npqml-help" }, GRID_HELP);
  const [widths, head, body] = ["colgroup", "thead", "tbody"].map((tag) => make(tag));
  const about = { role: "grid", class: "npqml-big", "aria-describedby": help.id };
  const table = make("table", about, make("caption", {}, label), widths, head, body);
  const count = make("span", { class: "npqml-count" });
  const buttons = { earlier: button(`Earlier ${one}s`), further: button(`Further ${one}s`) };
  const pager = make("div", { class: "npqml-buttons" }, buttons.earlier, buttons.further, count);
  const acts = make("div", { class: "npqml-buttons" });
  for (const [name, words] of Object.entries(WORDS_OF)) {
    buttons[name] = button(name === "add" ? `${words} ${aOrAn(one)}` : words);
    if (events.includes(name)) acts.append(buttons[name]);
  }
  const status = make("p", { class: "npqml-saved" });
  const frame = make("div", { class: "npqml-frame" }, table);
  const all = [tools, help, frame, pager, acts, status];
  return { id, all, search, filter, view, widths, head, body, table, count, buttons, status };
}

// Draw the headings of the columns and set their widths.
function drawHeadings({ widths, head, table }, shown, sorted) {
  widths.replaceChildren(...shown.map(({ wide }) => make("col", { style: `width: ${wide}em` })));
  table.style.width = `${shown.reduce((sum, { wide }) => sum + wide, 0)}em`;
  const cells = shown.map((column) => {
    const order = sorted?.key === column.key ? (sorted.down ? "descending" : "ascending") : "none";
    const sign = make("span", { "aria-hidden": "true" }, SIGNS[order]);
    return make("th", { scope: "col", role: "columnheader", "aria-sort": order }, column.label, sign);
  });
  head.replaceChildren(make("tr", { role: "row", "aria-rowindex": 1 }, ...cells));
  table.setAttribute("aria-colcount", shown.length);
}

// Draw one cell: the first of a row is its heading. `refused` are words why what was typed is not kept.
function drawCell(column, first, value, note, refused) {
  const whole = asShown(column, value);
  const words = whole.length > LONGEST_SHOWN ? `${whole.slice(0, LONGEST_SHOWN)}…` : whole;
  const cell = make(
    first ? "th" : "td",
    {
      scope: first ? "row" : null,
      role: first ? "rowheader" : "gridcell",
      "data-heading": first ? null : column.label, // a narrow screen shows a row as a list
      class: refused ? "npqml-refused" : null,
      "aria-invalid": refused ? "true" : null,
      "aria-readonly": column.kind === "fixed" ? "true" : null,
    },
    make("div", { class: "npqml-words", dir: "auto" }, words),
  );
  if (refused || note) cell.append(make("div", { class: "npqml-cell-note" }, refused || note));
  return cell;
}

// Say which rows are shown, and whether there are others.
function showCount({ count, buttons, table }, rows) {
  const { first, shown, ids } = rows;
  const all = ids.length === rows.rows.length ? "" : ` (${rows.rows.length} in all)`;
  tell(count, ids.length ? `${first + 1} to ${first + shown.length} of ${ids.length}${all}` : "");
  buttons.earlier.setAttribute("aria-disabled", rows.page === 0);
  buttons.further.setAttribute("aria-disabled", rows.page >= rows.pages - 1);
  buttons.earlier.hidden = buttons.further.hidden = rows.pages === 1;
  table.setAttribute("aria-rowcount", ids.length + 1);
}

// Where a key leads from a cell: [row, column], or undefined; row -1 holds the headings.
function keyLeads({ key, ctrlKey, metaKey, altKey }, at, lastRow, lastColumn) {
  const far = ctrlKey || metaKey;
  const moves = {
    ArrowUp: [at.row - 1, at.column],
    ArrowDown: [at.row + 1, at.column],
    ArrowLeft: [at.row, at.column - 1],
    ArrowRight: [at.row, at.column + 1],
    Home: far ? [0, 0] : [at.row, 0],
    End: far ? [lastRow, lastColumn] : [at.row, lastColumn],
  };
  return altKey ? undefined : moves[key];
}

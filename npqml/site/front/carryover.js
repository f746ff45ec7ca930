// A newer edition of a page under somebody in mid-work: every answer stays, and what changed is said.
// The same rules as npqml_widgets/handin/courseupdate.py, held by the same cases.

const text = (cell) => (Array.isArray(cell.source) ? cell.source.join("") : cell.source ?? "");
const about = (cell) => cell.metadata?.npqml ?? {};
const isOwn = (cell) => cell.cell_type === "code" && Boolean(about(cell).task);
const isNote = (cell) => Boolean(about(cell).changed);
const isExtra = (cell) => !cell.metadata?.npqml && !cell.metadata?.nbgrader && cell.metadata?.deletable !== false;

// Give the lines of a cell that are somebody's own: no comment, no blank line, not the line that asks for the answer.
export function typedLines(cell) {
  const asks = new RegExp(`\\banswer\\(\\s*["']${about(cell).task}["']\\s*\\)`);
  return text(cell).split("\n").filter((line) => line.trim() && !line.trim().startsWith("#") && !asks.test(line));
}

// Give each task's heading and the texts under it, by id, in order: what a candidate sees of it.
function tasksOf(notebook) {
  const found = new Map();
  let title = "";
  let seen = [];
  for (const cell of notebook.cells) {
    if (isNote(cell) || isExtra(cell)) continue;
    const headings = cell.cell_type === "markdown" ? [...text(cell).matchAll(/^##+ +(.+)$/gm)] : [];
    if (headings.length) [title, seen] = [headings.at(-1)[1].replace(/\s*\(\d+ minutes?\)\s*$/, "").trim(), []];
    const { task, check } = about(cell);
    if (task && !found.has(task)) found.set(task, { title: title || task, seen: [...seen] });
    if (check && found.has(check)) found.get(check).seen.push(text(cell));
    else if (!task) seen.push(text(cell));
  }
  return found;
}

function list(titles) {
  return titles.map((title) => `“${title}”`).join(", ");
}

function noteOf({ changed, added, removed }, earlier) {
  const words = ["**This page is a newer edition.** Every answer that you gave is kept."];
  if (changed.length) words.push(`- The text or the check has changed in ${list(changed)}: look at your answer again.`);
  if (added.length) words.push(`- New: ${list(added)}.`);
  for (const { title, task, lines } of removed) {
    const quoted = lines.length ? ` You had typed: \`${lines.join("; ").replaceAll("`", "'")}\`.` : "";
    words.push(`- Taken out: “${title}”. What you answered is kept in \`work/${task}.json\`.${quoted}`);
  }
  words.push(`- The page as it was is kept as \`${earlier}\`.`);
  return words.join("\n");
}

// Give the new notebook with somebody's own lines and cells in it, and what has changed; `note` is "" where they see no change.
export function carryOver(old, fresh, earlier) {
  const notebook = structuredClone(fresh);
  const [before, after] = [tasksOf(old), tasksOf(fresh)];
  const typed = new Map(old.cells.filter(isOwn).filter((cell) => typedLines(cell).length).map((cell) => [about(cell).task, cell]));
  for (const cell of notebook.cells) {
    if (isOwn(cell) && typed.has(about(cell).task)) cell.source = text(typed.get(about(cell).task));
  }
  keepExtraCells(old, notebook);
  const kept = [...after.keys()].filter((task) => before.has(task));
  const changes = {
    changed: kept.filter((task) => before.get(task).seen.join("\n") !== after.get(task).seen.join("\n")).map((task) => after.get(task).title),
    added: [...after.keys()].filter((task) => !before.has(task)).map((task) => after.get(task).title),
    removed: [...before.keys()].filter((task) => !after.has(task))
      .map((task) => ({ title: before.get(task).title, task, lines: typed.has(task) ? typedLines(typed.get(task)) : [] })),
  };
  const any = changes.changed.length + changes.added.length + changes.removed.length > 0;
  const note = any ? noteOf(changes, earlier) : "";
  if (note) putNote(notebook, note);
  return { notebook, ...changes, note };
}

// Cells that somebody has added stand after the cell that they stood after, or at the end where that one is gone.
function keepExtraCells(old, notebook) {
  let anchor = null;
  for (const cell of old.cells) {
    if (!isExtra(cell)) {
      anchor = isNote(cell) ? anchor : cell.id;
      continue;
    }
    if (!text(cell).trim() || notebook.cells.some(({ id }) => id === cell.id)) continue;
    const place = notebook.cells.findIndex(({ id }) => id === anchor);
    const copy = { ...structuredClone(cell), ...(cell.cell_type === "code" ? { outputs: [], execution_count: null } : {}) };
    notebook.cells.splice(place < 0 ? notebook.cells.length : place + 1, 0, copy);
    anchor = cell.id;
  }
}

function putNote(notebook, note) {
  const start = notebook.cells.findIndex((cell) => about(cell).start);
  const metadata = { deletable: false, editable: false, npqml: { changed: true } };
  notebook.cells.splice(start + 1, 0, { cell_type: "markdown", id: "what-changed", metadata, source: note });
}

// What a table and a list of entries share: how a value reads, the box it is typed into, and changes one by one.

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_HELP = "Type a date such as 31/03/2026.";
const NOT_KEPT = "Not kept: ";

// Give a value as people read it.
function asShown(column, value) {
  if (value === null || value === undefined || value === "") return "";
  if (column.kind === "check") return value ? "Yes" : "No";
  if (column.kind === "choice") return column.options.find(([key]) => key === String(value))?.[1] ?? String(value);
  return asTyped(column, value);
}

// Give a value as it stands in its box.
function asTyped(column, value) {
  if (column.kind === "check") return Boolean(value);
  const text = String(value ?? "");
  const date = column.kind === "date" ? ISO_DATE.exec(text) : null;
  return date ? `${date[3]}/${date[2]}/${date[1]}` : text;
}

// Make the box for one value; `read` gives what is in it now.
function box(column, value, attributes) {
  const typed = asTyped(column, value);
  if (column.kind === "check") {
    const node = make("input", { ...attributes, type: "checkbox" });
    node.checked = typed;
    return { node, read: () => node.checked };
  }
  if (column.kind === "choice") {
    const known = column.options.some(([key]) => key === typed);
    const options = known ? column.options : [[typed, typed], ...column.options];
    const node = make("select", attributes, ...options.map(([key, words]) => make("option", { value: key }, words)));
    node.value = typed;
    return { node, read: () => node.value };
  }
  const long = column.kind === "long";
  const plain = { ...attributes, autocomplete: "off", spellcheck: long || column.kind === "text" };
  const node = make(long ? "textarea" : "input", long ? { ...plain, rows: 4 } : { ...plain, type: "text" });
  node.value = typed;
  return { node, read: () => node.value };
}

// Send what is done in the page, and call back with Python's words; `unanswered` when none come.
function sender(model, signal, unanswered) {
  const waiting = new Map();
  const prefix = uniqueId();
  let count = 0;
  const hear = ({ turn, words, saved }) => {
    const one = waiting.get(turn);
    if (!one) return;
    waiting.delete(turn);
    clearTimeout(one.timer);
    one.done(words, saved);
  };
  model.on("msg:custom", hear);
  signal.addEventListener("abort", () => {
    model.off("msg:custom", hear);
    for (const { timer } of waiting.values()) clearTimeout(timer);
  });
  return (content, done = () => {}) => {
    const turn = `${prefix}-${++count}`;
    waiting.set(turn, { done, timer: setTimeout(() => unanswered(content), PATIENCE) });
    model.send({ ...content, turn });
  };
}

// Give a drawing function that starts from nothing whenever one of these changes.
function drawnAnewOn(names, draw) {
  return ({ model, el, signal }) => {
    let inner = null;
    const again = () => {
      inner?.abort();
      inner = new AbortController();
      draw({ model, el, signal: inner.signal });
    };
    follow(model, names, signal, again);
    signal.addEventListener("abort", () => inner.abort());
    again();
  };
}

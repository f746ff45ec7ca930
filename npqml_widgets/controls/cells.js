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

// Send what is done in the page, and call back with Python's words; `unanswered` when none come. One at a time: a Lab
// may hand two messages that follow closely to two threads, and the later may overtake. `kept` is an `outbox`.
function sender(model, signal, unanswered, kept = null) {
  const prefix = uniqueId();
  const waiting = []; // the first is under way, the others follow when it is answered
  let count = 0;
  let patience = 0;
  let late = false; // the one under way has had no answer for long: nothing waits for it any more

  function sendFirst() {
    patience = setTimeout(giveUpWaiting, PATIENCE);
    waiting[0].sent = true;
    model.send(waiting[0].message);
  }
  // A page that is closing, or a kernel that does not answer, is sent all there is: nothing must wait then.
  function sendRest() {
    for (const one of waiting.filter(({ sent }) => !sent)) {
      one.sent = true;
      model.send(one.message);
    }
  }
  function giveUpWaiting() {
    late = true;
    sendRest();
    for (const { message, safe } of waiting) unanswered(message, safe ? KEPT_HERE : UNSAVED);
  }
  function hear({ turn, words, saved }) {
    const place = waiting.findIndex(({ message }) => message.turn === turn);
    if (place < 0) return;
    const [{ message, done }] = waiting.splice(place, 1);
    kept?.done(message);
    clearTimeout(patience);
    late = false;
    if (waiting.length && !waiting[0].sent) sendFirst();
    done(words, saved);
  }

  model.on("msg:custom", hear);
  document.addEventListener("visibilitychange", () => document.hidden && sendRest(), { signal });
  signal.addEventListener("abort", () => {
    model.off("msg:custom", hear);
    clearTimeout(patience);
    sendRest();
  });
  return (content, done = () => {}) => {
    const message = { ...content, turn: `${prefix}-${++count}` };
    waiting.push({ message, done, sent: false, safe: kept?.put(message) });
    if (late || signal.aborted || document.hidden) sendRest();
    else if (waiting.length === 1) sendFirst();
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

// What Python has not confirmed, in the browser's own store: a little, for a while, and each under its own place.

const DRAFT = "npqml-draft";
const LONGEST_DRAFT = 200_000; // characters
const MOST_DRAFTS = 200;
const OLDEST_DRAFT = 30 * 24 * 3600 * 1000; // ms

// `place` is Python's name for an answer: folder, task and answer. The page's own address keeps two courses apart that
// one browser has opened at one server.
function draftKey(place) {
  let base = "";
  try {
    base = JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl;
  } catch {
    // not every page says it
  }
  return `${DRAFT} ${new URL(base || ".", location.href).pathname} ${place}`;
}

// Keep a draft; false where that cannot be done.
function keepDraft(place, draft) {
  const text = JSON.stringify({ ...draft, when: Date.now() });
  if (!place || text.length > LONGEST_DRAFT) return false;
  try {
    const key = draftKey(place);
    if (localStorage.getItem(key) === null) dropOldest();
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function readDraft(place) {
  if (!place) return null;
  try {
    const found = JSON.parse(localStorage.getItem(draftKey(place)));
    return found && Date.now() - found.when < OLDEST_DRAFT ? found : null;
  } catch {
    return null;
  }
}

function dropDraft(place) {
  try {
    localStorage.removeItem(draftKey(place));
  } catch {
    // a browser that keeps nothing
  }
}

// Give what stands between these two in the places that have a draft, such as the tasks of a folder.
function drafted(before, after) {
  const start = draftKey(before);
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start) && key.endsWith(after));
    const names = keys.map((key) => key.slice(start.length, -after.length));
    return names.filter((name) => readDraft(before + name + after)).sort();
  } catch {
    return [];
  }
}

// The changes of a document that Python has not answered, the newest for each thing that is changed. Only what can be
// done again without harm is kept: an entry, a comment, a rating, a name, a draft.
const DONE_AGAIN = ["edit", "comment", "rate", "draft", "name"];
function outbox(place) {
  const about = ({ event, row, column, key, day, behaviour, note, module, criterion, moment }) =>
    JSON.stringify([event, row, column, key, day, behaviour, note, event === "rate" && [module, criterion, moment]]);
  const same = ({ turn: one, ...mine }, { turn: other, ...theirs }) => JSON.stringify(mine) === JSON.stringify(theirs);
  const all = () => readDraft(place)?.messages ?? [];
  const write = (messages) => (messages.length ? keepDraft(place, { messages }) : dropDraft(place));
  return {
    all,
    // Keep a change; tell whether it is kept.
    put: (message) =>
      DONE_AGAIN.includes(message.event) &&
      Boolean(write([...all().filter((one) => about(one) !== about(message)), message])),
    // Python has answered a change; what was typed since stays.
    done: (message) => all().some((one) => same(one, message)) && write(all().filter((one) => !same(one, message))),
    // Whatever was changed there is given up.
    drop: (message) => write(all().filter((one) => about(one) !== about(message))),
  };
}

// Make room for one more.
function dropOldest() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${DRAFT} `));
  const aged = keys.map((key) => [JSON.parse(localStorage.getItem(key)).when ?? 0, key]).sort(([one], [other]) => one - other);
  aged.forEach(([when, key], place) => {
    if (Date.now() - when > OLDEST_DRAFT || aged.length - place >= MOST_DRAFTS) localStorage.removeItem(key);
  });
}

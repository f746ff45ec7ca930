// The line above a notebook: Python is fetched and started in the page, which takes some seconds, and that is said. A
// page of the course then starts by itself.

import { runInPlace, showStart, stayAtTask } from "./place.js";

const WORDS = {
  fetching: "Getting Python ready in this page. You can read on.",
  slow: "Still getting Python ready: on a slow line the first visit can take a minute or two.",
  start: "Press Start to get this page ready.",
  ready: "Ready.",
  forms: "Getting ready: the forms come in a few seconds. You can read on.",
  busy: "Working…",
  idle: "Ready. Your answers are kept in this browser, on this computer.",
  partly: "A part of this page did not start. Press Start once more; if that does not help, tell your facilitator.",
  dead: "Python has stopped. Reload the page: your answers are kept.",
};
const SLOW_AFTER = 30_000; // ms
const REST = 700; // ms
const LOOK_EVERY = 250; // ms
const LEAVE_AFTER = 2000; // ms at the most

const line = document.getElementById("npqml-ready");
let unstarted = ""; // what is said of a page that waits for Start, once it is known that it does
let started = false;
let waiting = false; // until all of the page has run
let well = true; // all of it has run
let worked = false; // since Start
let rested = 0; // ms
let inOrder = null; // the notebook whose saves wait for each other

function say(words) {
  if (line.textContent !== words) line.textContent = words;
}

// Between two cells Python is idle for a moment: only a longer rest counts.
function show(status) {
  if (status === "dead") {
    waiting = false;
    return say(WORDS.dead);
  }
  const idle = status === "idle";
  rested = idle ? rested + LOOK_EVERY : 0;
  worked = worked || (started && !idle);
  if (waiting) return worked && say(WORDS.forms);
  if (!idle && started) say(WORDS.busy);
  if (rested >= REST && (worked || unstarted)) say(!worked ? unstarted : well ? WORDS.idle : WORDS.partly);
}

function pressed(event) {
  if (!event.target.closest?.("button[data-commandlinker-command]")) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // JupyterLab's own listener would do nothing where it is too early
  if (!waiting) start();
}

// Somebody may press Start before the page can run anything: it is remembered, and done as soon as it can be.
async function start() {
  [started, waiting, worked, rested] = [true, true, false, 0];
  await until(() => shown()?.sessionContext?.isReady);
  well = await runInPlace(shown());
  waiting = false;
}

// A page of the course starts by itself, at the task that was asked for.
async function startByItself() {
  await until(() => shown()?.context);
  const { content: notebook, context } = shown();
  await context.ready;
  stayAtTask(shown());
  const ours = Boolean(notebook.model.getMetadata("npqml"));
  if (!started && ours && (await isAsReleased(notebook, context.localPath))) await start();
  unstarted = ours ? WORDS.start : WORDS.ready;
  stayAtTask(shown());
}

// A page that was brought in from a file, or in which lines were typed, may run anything: it waits for Start.
async function isAsReleased(notebook, path) {
  try {
    const { cells } = await (await fetch(`../files/${path.split("/").map(encodeURIComponent).join("/")}`)).json();
    const released = cells.filter((cell) => cell.cell_type === "code").map(({ source }) => [source].flat().join(""));
    const code = notebook.widgets.map(({ model }) => model).filter(({ type }) => type === "code");
    return JSON.stringify(code.map(({ sharedModel }) => sharedModel.source)) === JSON.stringify(released);
  } catch {
    return false; // somebody's own page, or one that is not released any more
  }
}

function shown() {
  return window.jupyterapp?.shell.currentWidget;
}

async function until(isSo) {
  while (!isSo()) await new Promise((done) => setTimeout(done, LOOK_EVERY));
}

// JupyterLab takes what it is saving itself for somebody else's change when it is told to save again meanwhile, and asks
// which of the two to keep: so one save waits for the other.
function saveOneAfterTheOther(context) {
  const save = context.save.bind(context);
  let last = Promise.resolve();
  context.save = (options) => (last = last.catch(() => {}).then(() => save(options)));
  inOrder = context;
}

// Who leaves by a link straight after typing loses nothing: Python has the answers and the page is saved first.
const unconfirmed = new Set();
async function leave(event) {
  const link = event.target.closest?.("#npqml-bar a");
  const context = shown()?.context;
  if (!link || !context || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  document.activeElement?.blur();
  const latest = Date.now() + LEAVE_AFTER;
  while (unconfirmed.size && Date.now() < latest) await new Promise((done) => setTimeout(done, 20));
  const late = new Promise((done) => setTimeout(done, Math.max(0, latest - Date.now())));
  await Promise.race([context.model.dirty ? context.save().catch(() => {}) : null, late]);
  location.href = link.href;
}

// What Python is doing is looked up: it says so itself only of the cells that it runs.
function look() {
  const panel = shown();
  if (panel?.context && panel.context !== inOrder) saveOneAfterTheOther(panel.context);
  const status = panel?.sessionContext?.kernelDisplayStatus;
  if (["idle", "busy", "dead"].includes(status)) show(status);
  showStart(panel, [WORDS.idle, WORDS.busy].includes(line.textContent));
}

say(WORDS.fetching);
setTimeout(() => line.textContent === WORDS.fetching && say(WORDS.slow), SLOW_AFTER);
document.addEventListener("click", pressed, { capture: true });
document.addEventListener("click", leave);
document.addEventListener("npqml-waiting", ({ detail }) => {
  if (detail.waiting) unconfirmed.add(detail.own);
  else unconfirmed.delete(detail.own);
});
setInterval(look, LOOK_EVERY);
startByItself();

// The line above a notebook: Python is fetched and started in the page, which takes some seconds, and that is said.

const WORDS = {
  fetching: "Getting ready: Python is being started in this page. You can read on and press Start meanwhile.",
  slow: "Still getting ready: on a slow line the first visit can take a minute or two.",
  ready: "Ready. Press Start if you have not yet.",
  busy: "Working…",
  idle: "Ready. Your answers are kept in this browser, on this computer.",
  dead: "Python has stopped. Reload the page: your answers are kept.",
};
const SLOW_AFTER = 30_000; // ms
const REST = 700; // ms
const BACK_AFTER = 300; // ms
const LOOK_EVERY = 250; // ms
const LEAVE_AFTER = 2000; // ms at the most

const line = document.getElementById("npqml-ready");
let started = false;
let waiting = false; // Start was pressed and cannot be done yet
let worked = false; // since Start
let rested = 0; // ms
let inOrder = null; // the notebook whose saves wait for each other

function say(words) {
  if (line.textContent !== words) line.textContent = words;
}

// Between two cells Python is idle for a moment: only a longer rest counts.
function show(status) {
  if (status === "dead") return say(WORDS.dead);
  const idle = status === "idle";
  rested = idle ? rested + LOOK_EVERY : 0;
  worked = worked || (started && !idle);
  if (!idle && started) say(WORDS.busy);
  if (rested >= REST) say(worked ? WORDS.idle : WORDS.ready);
}

// Somebody may press Start before the page can run anything: it is remembered, and done as soon as it can be.
function pressed(event) {
  if (!event.target.closest?.("button[data-commandlinker-command]")) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // JupyterLab's own listener would do nothing where it is too early
  if (waiting) return;
  [started, waiting, worked, rested] = [true, true, false, 0];
  runAll();
}
async function runAll() {
  const app = window.jupyterapp;
  const panel = app?.shell.currentWidget;
  if (!panel?.sessionContext?.isReady) return setTimeout(runAll, LOOK_EVERY);
  waiting = false;
  app.commands.execute("notebook:run-all-cells");
  return setTimeout(() => goToTheTop(panel.content), BACK_AFTER);
}

// Running all cells goes to the last one at once, long before there is anything to see there.
function goToTheTop(notebook) {
  notebook.activeCellIndex = 0;
  notebook.deselectAll();
  notebook.scrollToItem(0);
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
  const context = window.jupyterapp?.shell.currentWidget?.context;
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
  const panel = window.jupyterapp?.shell.currentWidget;
  if (panel?.context && panel.context !== inOrder) saveOneAfterTheOther(panel.context);
  const status = panel?.sessionContext?.kernelDisplayStatus;
  if (["idle", "busy", "dead"].includes(status)) show(status);
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

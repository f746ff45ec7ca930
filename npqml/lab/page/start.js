// The line above a page in JupyterLab: a page of the course that is trusted starts by itself, and says when it is ready.

import { runInPlace, showStart, stayAtTask } from "./place.js";

const WORDS = {
  opening: "Opening the page…",
  working: "Getting ready: the forms come in a few seconds. You can read on.",
  ready: "Ready. Your answers are kept on this computer.",
  start: "Press Start to get this page ready.",
  partly: "A part of this page did not start. Press Start once more; if that does not help, tell your facilitator.",
  stopped: "Python has stopped. Press Start to go on: your answers are kept.",
};
const LOOK_EVERY = 250; // ms
const GONE = ["dead", "restarting", "autorestarting", "terminating", "unknown"];

const line = document.getElementById("npqml-ready");
const seen = new WeakMap(); // what each open page says
let roomMade = false;

function say(panel, words) {
  seen.set(panel, words);
}

async function runAll(panel) {
  say(panel, WORDS.working);
  const well = await runInPlace(panel);
  if (seen.get(panel) === WORDS.working) say(panel, well ? WORDS.ready : WORDS.partly);
  show();
}

function isTrusted(notebook) {
  return notebook.widgets.every(({ model }) => model.type !== "code" || model.trusted);
}

// A page that is loaded again finds the Python that has run it, with every form: it counts on from there.
async function hasRunIt({ content: notebook, sessionContext }) {
  const code = notebook.widgets.filter(({ model }) => model.type === "code" && model.sharedModel.source.trim());
  const counts = code.map(({ model }) => model.executionCount ?? 0);
  if (!counts.length || counts.includes(0)) return false; // closed before it had started to its end
  const last = Math.max(...counts);
  const asked = sessionContext.session.kernel.requestExecute({ code: "", silent: true, store_history: false });
  const { content } = await asked.done;
  return content.execution_count >= last;
}

// The list of files beside the first page takes a third of a small screen: whoever opens it again keeps it.
function makeRoom() {
  if (!roomMade) window.jupyterapp.shell.collapseLeft();
  roomMade = true;
}

async function open(panel) {
  const { content: notebook, context, sessionContext } = panel;
  say(panel, WORDS.opening);
  await context.ready;
  if (!notebook.model.getMetadata("npqml")) return say(panel, "");
  makeRoom();
  stayAtTask(panel);
  await sessionContext.ready; // before, Python is "unknown" and nothing has stopped
  sessionContext.statusChanged.connect((_, status) => GONE.includes(status) && say(panel, WORDS.stopped));
  if (!isTrusted(notebook)) return say(panel, WORDS.start);
  if (await hasRunIt(panel)) say(panel, WORDS.ready);
  else await runAll(panel);
  return stayAtTask(panel);
}

function pressed(event) {
  if (!event.target.closest?.("button[data-commandlinker-command]")) return;
  const panel = window.jupyterapp?.shell.currentWidget;
  if (!panel?.sessionContext?.session?.kernel || !isTrusted(panel.content)) return; // JupyterLab asks, or says what is missing
  event.preventDefault();
  event.stopImmediatePropagation();
  if (seen.get(panel) !== WORDS.working) runAll(panel);
}

function show() {
  const panel = window.jupyterapp?.shell.currentWidget;
  const words = (panel && seen.get(panel)) ?? "";
  if (line.textContent !== words) line.textContent = words;
  showStart(panel, words === WORDS.ready);
}

function look() {
  const panel = window.jupyterapp?.shell.currentWidget;
  if (panel?.context && panel.sessionContext && panel.content?.widgets && !seen.has(panel)) open(panel);
  show();
}

line.textContent = WORDS.opening;
document.addEventListener("click", pressed, { capture: true });
setInterval(look, LOOK_EVERY);

// The line above a page in JupyterLab: a page of the course that is trusted starts by itself, and says when it is ready.

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
const wanted = new URL(location.href).hash.replace(/^#task=/, ""); // asked for before JupyterLab changes the address

function say(panel, words) {
  seen.set(panel, words);
}

// Running all cells goes to the last one, long before there is anything to see: here the page stays where it is.
async function runAll(panel) {
  const { content: notebook } = panel;
  const place = notebook.activeCellIndex;
  say(panel, WORDS.working);
  notebook.scrollToItem = async () => {};
  const done = window.jupyterapp.commands.execute("notebook:run-all-cells");
  delete notebook.scrollToItem;
  notebook.activeCellIndex = place;
  notebook.deselectAll();
  const well = await done.catch(() => false);
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

// Go to the heading of the task that the address names; true where it is on this page.
function goToTask({ content: notebook }) {
  const form = notebook.widgets.findIndex(({ model }) => model.getMetadata("npqml")?.task === wanted);
  const above = ({ model }, place) => place < form && model.type === "markdown" && /^##+ /m.test(model.sharedModel.source);
  const place = notebook.widgets.findLastIndex(above);
  if (place < 0) return false;
  notebook.activeCellIndex = place;
  [...notebook.widgets[place].node.querySelectorAll("h2, h3")].at(-1)?.scrollIntoView();
  return true;
}

// Forms that are drawn again above a task move it down: come back to it, until somebody does something.
function stayAtTask(panel) {
  let touched = false;
  for (const act of ["wheel", "keydown", "pointerdown", "touchstart"]) {
    document.addEventListener(act, () => (touched = true), { capture: true, once: true, passive: true });
  }
  for (const later of [500, 1000, 2000, 4000, 8000]) {
    setTimeout(() => !touched && window.jupyterapp.shell.currentWidget === panel && goToTask(panel), later);
  }
}

async function open(panel) {
  const { content: notebook, context, sessionContext } = panel;
  say(panel, WORDS.opening);
  await context.ready;
  if (!notebook.model.getMetadata("npqml")) return say(panel, "");
  sessionContext.statusChanged.connect((_, status) => GONE.includes(status) && say(panel, WORDS.stopped));
  await sessionContext.ready;
  const there = wanted && goToTask(panel);
  if (!isTrusted(notebook)) return say(panel, WORDS.start);
  if (await hasRunIt(panel)) {
    if (there) stayAtTask(panel);
    return say(panel, WORDS.ready);
  }
  const from = notebook.activeCellIndex;
  await runAll(panel);
  if (there && notebook.activeCellIndex === from) goToTask(panel); // what came above it has moved it down
  return undefined;
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
}

function look() {
  const panel = window.jupyterapp?.shell.currentWidget;
  if (panel?.context && panel.sessionContext && panel.content?.widgets && !seen.has(panel)) open(panel);
  show();
}

line.textContent = WORDS.opening;
document.addEventListener("click", pressed, { capture: true });
setInterval(look, LOOK_EVERY);

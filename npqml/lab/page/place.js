// Where somebody is on a page: running all of it moves nobody, and an address that names a task leads to its heading.

// Asked for before JupyterLab changes the address.
const wanted = new URL(location.href).hash.replace(/^#task=/, "");
const HAND_IN = "hand-in";
let touched = false;
for (const act of ["wheel", "keydown", "pointerdown", "touchstart"]) {
  document.addEventListener(act, () => (touched = true), { capture: true, once: true, passive: true });
}

// Running all cells goes to the last one, long before there is anything to see: here the page stays where it is.
export async function runInPlace({ content: notebook }) {
  const place = notebook.activeCellIndex;
  notebook.scrollToItem = async () => {};
  const done = window.jupyterapp.commands.execute("notebook:run-all-cells");
  delete notebook.scrollToItem;
  notebook.activeCellIndex = place;
  notebook.deselectAll();
  return done.catch(() => false);
}

// Start stands out where it is to be pressed: a page that says that it is ready has a plain button.
export function showStart(panel, ready) {
  for (const button of panel?.node?.querySelectorAll("button[data-commandlinker-command]") ?? []) {
    button.classList.toggle("jp-mod-accept", !ready);
  }
}

// The part from which a page is handed in is asked for by the name that its cell's id begins with.
const isWanted = ({ model }) => model.getMetadata("npqml")?.task === wanted || (model.type === "code" && model.id.startsWith(`${HAND_IN}-`) && wanted === HAND_IN);

// Go to the heading of the task that the address names, where it is on this page.
function goToTask({ content: notebook }) {
  const form = notebook.widgets.findIndex(isWanted);
  const above = ({ model }, place) => place < form && model.type === "markdown" && /^##+ /m.test(model.sharedModel.source);
  const place = wanted ? notebook.widgets.findLastIndex(above) : -1;
  if (place < 0) return;
  notebook.activeCellIndex = place;
  const { node } = notebook.widgets[place];
  ([...node.querySelectorAll("h2, h3")].at(-1) ?? node).scrollIntoView(); // a far-off part has no heading until it is near
}

// A page is drawn bit by bit, and forms above a task move it down: come back to it, until somebody does something.
export function stayAtTask(panel) {
  for (const later of [0, 500, 1000, 2000, 4000, 8000, 15000]) {
    setTimeout(() => !touched && window.jupyterapp.shell.currentWidget === panel && goToTask(panel), later);
  }
}

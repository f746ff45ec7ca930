// What makes a notebook a page to read: code only for those who like Python, and tables that say when they scroll.

import { saveWithoutAsking } from "./twotabs.js";

const KEPT = "npqml-python"; // for this browser, whichever page or edition of the course
const EVERY = 500; // ms
const choice = document.getElementById("npqml-python");

// A browser that keeps nothing still shows code, on this page.
function kept() {
  try {
    return localStorage.getItem(KEPT) === "yes";
  } catch {
    return false;
  }
}

function choose(python) {
  try {
    localStorage.setItem(KEPT, python ? "yes" : "no");
  } catch { /* not kept */ }
  show(python);
}

function show(python) {
  document.body.classList.toggle("npqml-python", python);
  choice.setAttribute("aria-pressed", String(python));
  window.dispatchEvent(new Event("resize")); // JupyterLab lays out its bar of buttons anew
}

// Somebody's own notebook is no page of the course: its code is what it is.
function tellApart() {
  const panel = window.jupyterapp?.shell.currentWidget;
  const model = panel?.content?.model;
  if (!model?.getMetadata) return;
  const ours = Boolean(model.getMetadata("npqml"));
  panel.node.classList.toggle("npqml-theirs", !ours);
  if (ours && panel.context.isReady) saveWithoutAsking(panel.context); // before its forms are there
}

// A frame with a table, or a table without one: it can be reached by Tab and scrolled by the arrow keys.
function sayWhatScrolls() {
  for (const node of document.querySelectorAll(".jp-Notebook [role=region]:has(> table), .jp-RenderedMarkdown table")) {
    const scrolls = node.scrollWidth > node.clientWidth + 1;
    if (node.classList.contains("npqml-scrolls") === scrolls) continue;
    node.classList.toggle("npqml-scrolls", scrolls);
    if (scrolls) node.tabIndex = 0;
    if (scrolls) node.setAttribute("data-lm-suppress-shortcuts", "true");
  }
}

// Another page of the course opens beside this one, where somebody can come back to what they were doing. Any other file
// of it is downloaded, for a spreadsheet: JupyterLab would try to show it.
function follow(event) {
  const link = event.target.closest?.(".jp-Notebook a[href]");
  const found = link && new URL(link.href).pathname.match(/\/files\/(.+)$/);
  if (!found) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const path = decodeURIComponent(found[1]);
  if (path.endsWith(".ipynb")) window.open(addressOf(path), "_blank", "noopener");
  else download(link.href, path.split("/").at(-1));
}

function download(href, name) {
  const link = document.createElement("a");
  [link.href, link.download] = [href, name];
  link.click();
}

// The browser edition names its page by a parameter, JupyterLab by the address itself.
function addressOf(path) {
  const here = new URL(location.href.replace(/#.*/, ""));
  const { baseUrl } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  if (here.searchParams.has("path")) here.searchParams.set("path", path);
  else here.pathname = `${baseUrl}doc/tree/${path.split("/").map(encodeURIComponent).join("/")}`;
  return here.href;
}

show(kept());
document.addEventListener("click", follow, { capture: true });
choice.addEventListener("click", () => choose(choice.getAttribute("aria-pressed") !== "true"));
window.addEventListener("storage", ({ key }) => key === KEPT && show(kept()));
setInterval(() => {
  tellApart();
  sayWhatScrolls();
}, EVERY);

// What makes a notebook a page to read: code and Jupyter's menus only for those who like Python, and tables and charts
// that say when they scroll.

import { saveWithoutAsking } from "./twotabs.js";

const KEPT = "npqml-python"; // for this browser, whichever page or edition of the course
const EVERY = 500; // ms
const SENTENCE = 28; // characters, as in npqml_widgets/charts/figure.py
const NARROW = matchMedia("(max-width: 34rem)");
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

// Jupyter's menus, the name of the file and, on a narrow screen, the list of files are nothing for somebody who reads and
// fills in: they are there for those who like Python, and beside anything that is no page of the course.
function showMenus() {
  const shell = window.jupyterapp?.shell;
  const panel = shell?.currentWidget;
  if (!panel?.content?.model?.getMetadata) return;
  const plain = !document.body.classList.contains("npqml-python") && !panel.node.classList.contains("npqml-theirs");
  // In the browser edition the menu has a frame of its own, and the name of the file is never there.
  const parts = shell._menuWrapper ? [shell._menuWrapper] : [shell._topHandler?.panel, shell._menuHandler?.panel];
  for (const part of parts) if (part && part.isHidden !== plain) part.setHidden(plain);
  const list = shell.isSideTabBarVisible?.("left");
  if (list !== undefined && list === (plain && NARROW.matches)) shell.toggleSideTabBarVisibility("left");
}

// Each cell of a table of sentences knows its heading: on a narrow screen such a table is a list.
function tellHeadings(table) {
  const headings = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
  const cells = [...table.querySelectorAll("tbody td")];
  for (const cell of cells) cell.dataset.heading = headings[cell.cellIndex];
  table.classList.toggle("npqml-sentences", headings.length > 2 && cells.some((cell) => cell.textContent.length > SENTENCE));
}

// A frame with a table or a chart, or a table without one: it can be reached by Tab and scrolled by the arrow keys.
function sayWhatScrolls() {
  for (const table of document.querySelectorAll(".jp-RenderedMarkdown table:not(:has([data-heading]))")) tellHeadings(table);
  for (const node of document.querySelectorAll(".jp-Notebook [role=region]:has(> table, > img), .jp-RenderedMarkdown table")) {
    const scrolls = Math.max(node.scrollWidth - node.clientWidth, node.offsetWidth - node.parentElement.clientWidth) > 1;
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
  if (path.endsWith(".ipynb")) window.open(addressOf(path) + new URL(link.href).hash, "_blank", "noopener");
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
// Where the keyboard is, is shown from the first key on: JupyterLab puts it on the first paragraph of every page.
document.addEventListener("keydown", () => document.body.classList.add("npqml-keys"), { capture: true, once: true });
document.addEventListener("click", follow, { capture: true });
choice.addEventListener("click", () => choose(choice.getAttribute("aria-pressed") !== "true"));
window.addEventListener("storage", ({ key }) => key === KEPT && show(kept()));
setInterval(() => {
  tellApart();
  showMenus();
  sayWhatScrolls();
}, EVERY);

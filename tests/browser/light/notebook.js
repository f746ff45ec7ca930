// A notebook without JupyterLab: the same server, kernel, widgets and file, and of the application only what tests ask.

import { ask, Kernel, sessionOf } from "./kernel.js";

const WIDGET = "application/vnd.jupyter.widget-view+json";
const path = new URLSearchParams(location.search).get("path");
const root = document.querySelector(".jp-Notebook");
const file = await ask(`contents/${path}`);
const shown = new Map(); // by display id: the outputs that show it
const cells = file.content.cells.map(cellFor);
const context = { model: { dirty: false }, save };
let kernel;

const kernelOfPage = {
  get status() { return kernel?.status; },
  restart,
};
window.jupyterapp = {
  commands: { execute: (name, options) => commands[name](options) },
  shell: {
    currentWidget: {
      content: { widgets: cells },
      context,
      sessionContext: { session: { kernel: kernelOfPage }, hasPendingInput: false, kernelDisplayStatus: "idle" },
    },
  },
};
const commands = {
  "notebook:run-all-cells": runAll,
  "apputils:change-theme": ({ theme }) => changeTheme(theme),
};

window.Jupyter.notebook.render_cell_output = ({ cell }) => cell.draw();
document.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  save();
});
await connect();

async function connect() {
  const session = await sessionOf(path);
  const next = new Kernel(session.kernel.id);
  next.updated = updated;
  await next.connect();
  window.Jupyter.notebook.kernel = next;
  const restored = new Promise((done) => { // the widgets' manager asks for the cells once it knows what the kernel has
    window.Jupyter.notebook.get_cells = () => {
      done();
      return cells.map((cell) => ({ cell, output_area: { outputs: cell.outputs } }));
    };
  });
  if (kernel) window.tellWidgets("kernel_created.Kernel", { kernel: next });
  else {
    await window.widgets.load_ipython_extension();
    document.head.append(document.getElementById("theme")); // last: the widgets bring colours for the classic notebook
  }
  await restored;
  kernel = next;
}

async function restart() {
  const { id } = kernel;
  kernel.close();
  kernel.status = "restarting";
  await ask(`kernels/${id}/restart`, "POST", {});
  await connect();
}

async function save() {
  const content = { ...file.content, cells: cells.map((cell) => cell.saved()) };
  const before = JSON.stringify(content);
  await ask(`contents/${path}`, "PUT", { type: "notebook", format: "json", content });
  context.model.dirty = JSON.stringify({ ...file.content, cells: cells.map((cell) => cell.saved()) }) !== before;
}

function runAll() {
  for (const cell of cells) if (cell.model.type === "code" && cell.model.sharedModel.source.trim()) cell.run();
}

async function changeTheme(theme) {
  if (document.body.dataset.jpThemeName === theme) return;
  const sheet = document.getElementById("theme");
  const loaded = new Promise((done) => { sheet.onload = done; });
  sheet.href = `themes/theme-${theme.split(" ")[1].toLowerCase()}-extension/index.css`;
  await loaded;
  document.body.dataset.jpThemeName = theme;
  document.body.dataset.jpThemeLight = String(theme.endsWith("Light"));
}

function cellFor(of) {
  const code = of.cell_type === "code";
  const node = Object.assign(document.createElement("div"), { className: `jp-Cell jp-${code ? "Code" : "Markdown"}Cell` });
  const area = Object.assign(document.createElement("div"), { className: code ? "jp-OutputArea" : "jp-RenderedHTMLCommon jp-RenderedMarkdown" });
  const sharedModel = { source: of.source, setSource: (text) => { sharedModel.source = text; context.model.dirty = true; } };
  const model = { type: of.cell_type, id: of.id, metadata: of.metadata, executionCount: null, executionState: "idle", sharedModel };
  const cell = { node, model, outputs: of.outputs ?? [], draw, redraw, run, saved };
  node.append(area);
  root.append(node);
  if (!code) area.innerHTML = markdown(sharedModel.source);
  return cell;

  function saved() {
    if (!code) return { ...of, source: sharedModel.source };
    return { ...of, source: sharedModel.source, outputs: cell.outputs, execution_count: model.executionCount };
  }
  function draw() {
    area.replaceChildren(...cell.outputs.map(nodeFor));
  }
  function redraw(place) {
    area.children[place]?.replaceWith(nodeFor(cell.outputs[place]));
  }
  function run() {
    model.executionCount = null;
    model.executionState = "running";
    cell.outputs = [];
    draw();
    context.model.dirty = true;
    const request = { code: sharedModel.source, silent: false, store_history: true, user_expressions: {}, allow_stdin: false, stop_on_error: true };
    kernel.send_shell_message("execute_request", request, { shell: { reply: ran }, iopub: { output, clear_output } });
  }
  function ran({ content }) {
    model.executionCount = content.execution_count;
    model.executionState = "idle";
  }
  function clear_output() {
    cell.outputs = [];
    draw();
  }
  function output({ header, content }) {
    const id = content.transient?.display_id;
    if (!["stream", "display_data", "execute_result", "error"].includes(header.msg_type)) return;
    const { transient, ...kept } = content;
    if (id) shown.set(id, [...(shown.get(id) ?? []), [cell, cell.outputs.length]]);
    cell.outputs.push({ output_type: header.msg_type, ...kept });
    area.append(nodeFor(cell.outputs.at(-1)));
  }
}

function updated({ content: { data, metadata, transient } }) {
  for (const [cell, place] of shown.get(transient?.display_id) ?? []) {
    Object.assign(cell.outputs[place], { data, metadata });
    context.model.dirty = true;
    cell.redraw(place);
  }
}

// Of Markdown, what the tests' own cells and the forms' short notes use.
function markdown(text) {
  return text
    .replace(/^(#+) (.*)$/gm, (_, { length }, words) => `<h${length}>${words}</h${length}>`)
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/`(.+?)`/g, "<code>$1</code>");
}

function nodeFor(output) {
  const node = Object.assign(document.createElement("div"), { className: "jp-OutputArea-output" });
  const { data = {} } = output;
  if (data[WIDGET]) {
    node.dataset.mimeType = WIDGET;
    const area = { create_output_subarea: () => [node], keyboard_manager: { register_events() {} }, handle_output() {}, handle_clear_output() {} };
    if (window.Jupyter.notebook.kernel.widget_manager?.has_model(data[WIDGET].model_id)) {
      window.drawWidget.call(area, { ...data[WIDGET] }, {}, { append() {} });
    }
  } else if (data["text/html"]) {
    node.dataset.mimeType = "text/html";
    node.classList.add("jp-RenderedHTMLCommon");
    node.innerHTML = [data["text/html"]].flat().join("");
  } else if (data["text/markdown"]) {
    node.dataset.mimeType = "text/markdown";
    node.classList.add("jp-RenderedHTMLCommon", "jp-RenderedMarkdown");
    node.innerHTML = markdown([data["text/markdown"]].flat().join(""));
  } else if (data["image/png"]) {
    node.dataset.mimeType = "image/png";
    node.append(Object.assign(new Image(), { src: `data:image/png;base64,${data["image/png"]}` }));
  } else {
    const kinds = { stream: `application/vnd.jupyter.${output.name}`, error: "application/vnd.jupyter.error" };
    node.dataset.mimeType = kinds[output.output_type] ?? "text/plain";
    const words = output.text ?? output.traceback ?? data["text/plain"] ?? "";
    node.append(Object.assign(document.createElement("pre"), { textContent: [words].flat().join("") }));
  }
  return node;
}

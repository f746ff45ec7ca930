// What stands below a document: saved or not, undo, earlier versions, files to write and a file to bring in.

const NO_ANSWER = "No answer yet. If this message stays, press Start at the top of the page.";
const LARGEST_FILE = 20_000_000; // bytes; Python reads no more

function pressable(words, action, signal) {
  const node = make("button", { type: "button", class: "npqml-button" }, words);
  node.addEventListener("click", () => node.getAttribute("aria-disabled") === "true" || action(), { signal });
  return node;
}

function render({ model, el, signal }) {
  const { title, outputs, reads } = model.get("setup");
  const id = uniqueId();
  const saved = make("p", { class: "npqml-saved", role: "status" });
  const notice = make("p", { "aria-live": "polite" });
  const read = pressable("I have read this", () => ask("read"), signal);
  const noticeBox = make("div", { class: "npqml-note" }, notice, read);
  const told = make("p", { class: "npqml-told", "aria-live": "polite" });
  const undo = pressable("Undo", () => ask("undo"), signal);
  const list = make("select", { id: `${id}-versions` });
  const back = pressable("Bring this version back", () => list.value && ask("back", list.value), signal);
  const label = make("label", { for: list.id }, "Earlier versions, newest first");
  const versions = make("div", { class: "npqml-file" }, label, make("div", { class: "npqml-buttons" }, list, back));
  const writes = outputs.map(([key, words]) => pressable(words, () => ask("write", key), signal));
  const picker = make("input", { id: `${id}-file`, type: "file", accept: reads });
  const bring = make("div", { class: "npqml-file" }, make("label", { for: picker.id }, `Bring in a file (${reads})`), picker);
  let patience = 0;

  function ask(event, detail = "", buffers = []) {
    clearTimeout(patience);
    patience = setTimeout(() => tell(told, NO_ANSWER), PATIENCE);
    model.send({ event, detail }, undefined, buffers);
  }
  async function send() {
    const [file] = picker.files;
    if (!file) return;
    if (file.size > LARGEST_FILE) tell(told, `${file.name} is larger than 20 MB and was not brought in.`);
    else ask("bring", file.name, [await file.arrayBuffer()]);
    picker.value = ""; // the same file, mended, can be chosen again
  }
  const show = {
    saved: () => tell(saved, model.get("saved")),
    notice: () => {
      tell(notice, model.get("notice"));
      noticeBox.hidden = !model.get("notice");
    },
    undo: () => {
      undo.textContent = model.get("undo") ? `Undo: ${model.get("undo")}` : "Undo";
      undo.setAttribute("aria-disabled", !model.get("undo"));
    },
    versions: () => {
      const chosen = list.value;
      list.replaceChildren(...model.get("versions").map(([key, words]) => make("option", { value: key }, words)));
      if (chosen) list.value = chosen;
      if (!list.value) list.selectedIndex = 0;
      versions.hidden = !list.options.length;
    },
    told: () => {
      clearTimeout(patience);
      tell(told, model.get("told").words);
    },
  };

  picker.addEventListener("change", send, { signal });
  bring.hidden = !reads;
  el.classList.add("npqml", "npqml-document");
  el.addEventListener("keydown", passOnSave, { signal });
  const buttons = make("div", { class: "npqml-buttons" }, undo, ...writes);
  const about = { class: "npqml-bar", "aria-label": `${title}: keeping and files` };
  const bar = make("section", about, saved, noticeBox, buttons, told, versions, bring);
  el.replaceChildren(bar);
  // Without anything to say or to press, no frame stands there.
  const isEmpty = () => undo.getAttribute("aria-disabled") === "true" && !writes.length && versions.hidden && !reads && noticeBox.hidden;
  for (const [name, draw] of Object.entries(show)) {
    const drawn = () => {
      draw();
      bar.classList.toggle("npqml-empty", isEmpty() && ![saved, told].some((line) => line.textContent));
    };
    follow(model, [name], signal, drawn);
    drawn();
  }
  signal.addEventListener("abort", () => clearTimeout(patience));
  keepKeys(el);
}

export default view(render);

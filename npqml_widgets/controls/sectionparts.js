// The parts that a section is made of. `use` is the section they stand in: what was typed, what is asked for.

const LARGEST_ANSWER = 5_000_000; // bytes a file

// A box with its label, its help, and words on what came of it; `use.fields` finds it again by its key.
function keyed(part, control, use, frame) {
  const id = uniqueId();
  const help = make("p", { id: `${id}-help`, class: "npqml-help" }, part.help ?? "");
  help.hidden = !part.help;
  const note = make("p", { id: `${id}-note`, class: "npqml-note npqml-came" });
  control.id = id;
  control.dataset.key = part.key;
  control.setAttribute("aria-describedby", `${help.id} ${note.id}`);
  use.fields.set(part.key, { part, control, note });
  return make("div", { class: "npqml-field" }, frame ?? make("label", { for: id }, part.label), help, frame ? null : control, note);
}

function textPart(part, use) {
  const long = part.rows > 1;
  const control = long
    ? make("textarea", { rows: part.rows, dir: "auto" })
    : make("input", { type: "text", autocomplete: "off", class: "npqml-wide-input", dir: "auto" });
  control.value = use.value(part);
  control.addEventListener("input", () => use.typed(part, control.value));
  control.addEventListener("change", use.now);
  return keyed(part, control, use);
}

function datePart(part, use) {
  const control = make("input", { type: "date" });
  control.value = use.value(part);
  control.addEventListener("input", () => use.typed(part, control.value));
  control.addEventListener("change", use.now);
  return keyed(part, control, use);
}

function choosePart(part, use) {
  const control = make("select", {}, ...part.options.map(([key, words]) => make("option", { value: key }, words)));
  control.value = use.value(part);
  control.addEventListener("change", () => {
    use.typed(part, control.value);
    use.now();
  });
  return keyed(part, control, use);
}

// Its value is "yes" or "".
function tickPart(part, use) {
  const control = make("input", { type: "checkbox" });
  control.checked = use.value(part) === "yes";
  control.addEventListener("change", () => {
    use.typed(part, control.checked ? "yes" : "");
    use.now();
  });
  const label = make("label", { class: "npqml-option" }, control, make("span", {}, part.label));
  return keyed(part, control, use, make("fieldset", { class: "npqml-box" }, make("legend", {}, part.legend), make("div", {}, label)));
}

function buttonPart(part, use) {
  const control = make("button", { type: "button", class: "npqml-button" }, part.label);
  if (part.about) control.append(make("span", { class: "npqml-hidden" }, `: ${part.about}`));
  if (part.off) control.setAttribute("aria-disabled", "true");
  control.addEventListener("click", () => part.off || use.press(part));
  return keyed(part, control, use, control);
}

// Files go along as base64: a few kilobytes each.
function filePart(part, use) {
  const control = make("input", { type: "file", accept: part.accept, multiple: true });
  control.addEventListener("change", async () => {
    const chosen = [...control.files];
    const tooLarge = chosen.find(({ size }) => size > LARGEST_ANSWER);
    if (tooLarge) return use.note(part.key, `${tooLarge.name} is larger than 5 MB: that is no form of this round. Nothing was taken in.`);
    const files = await Promise.all(chosen.map(async (file) => ({ name: file.name, content: await asBase64(file) })));
    control.value = ""; // the same file, mended, can be chosen again
    if (files.length) use.bring(part, files);
  });
  return keyed(part, control, use);
}

function asBase64(file) {
  return new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.readAsDataURL(file);
  });
}

// A text with words in it pointed out.
function quotePart({ text, marked }) {
  const quote = make("blockquote", { dir: "auto" });
  const found = [...marked].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = found.length ? text.split(new RegExp(`(${found.join("|")})`, "gu")) : [text];
  quote.append(...pieces.map((piece) => (marked.includes(piece) ? make("mark", {}, piece) : piece)));
  return quote;
}

function tablePart({ caption, columns, rows }) {
  const head = make("tr", {}, ...columns.map((words) => make("th", { scope: "col" }, words)));
  const lines = rows.map(([first, ...rest]) =>
    make("tr", {}, make("th", { scope: "row" }, first), ...rest.map((cell) => make("td", {}, cell))));
  const table = make("table", { class: "npqml-figures" }, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...lines));
  return make("div", { class: "npqml-wide", role: "region", tabindex: "0", "aria-label": caption }, table);
}

// HTML of the course's own figures, whose texts Python has escaped.
function figurePart({ html }) {
  const place = make("div", {});
  place.innerHTML = html;
  return place;
}

// A whole page inside the page: its script runs, and reaches nothing outside it.
function pagePart({ title, html }) {
  return make("iframe", { class: "npqml-inside", title, sandbox: "allow-scripts", srcdoc: html });
}

function openingPart(part, use) {
  const node = opening(part.label, use.opened.has(part.key), ...sectionParts(part.parts, use));
  node.querySelector("summary").dataset.key = part.key;
  node.addEventListener("toggle", () => (node.open ? use.opened.add(part.key) : use.opened.delete(part.key)));
  return node;
}

const PART_KINDS = {
  heading: ({ words, key }) => make("h4", { tabindex: "-1", "data-key": key }, words),
  words: ({ words }) => make("p", {}, words),
  note: ({ words }) => make("p", { class: "npqml-note" }, words),
  list: ({ items }) => make("ul", {}, ...items.map((words) => make("li", {}, words))),
  row: ({ parts }, use) => make("div", { class: "npqml-buttons" }, ...sectionParts(parts, use)),
  quote: quotePart,
  table: tablePart,
  figure: figurePart,
  page: pagePart,
  opening: openingPart,
  text: textPart,
  date: datePart,
  choose: choosePart,
  tick: tickPart,
  button: buttonPart,
  file: filePart,
};

function sectionParts(parts, use) {
  return parts.map((part) => PART_KINDS[part.kind](part, use));
}

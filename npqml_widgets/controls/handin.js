// Handing in: the candidate's id, "Check and pack", what was found, where the file is, and its receipt.

const TIME_TO_SAVE = 1200; // ms for the notebook to be saved before it is packed
const UNSAVED_REPORT =
  "a report of a problem is written and not saved, so it stays behind. Press “Save the report” there, then check and pack again.";
const MAC = /mac/i.test(navigator.platform);

// Save the notebook as its own keys do: what is packed is the file, not what stands on the page.
function saveNotebook() {
  const held = MAC ? { metaKey: true } : { ctrlKey: true };
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "s", code: "KeyS", keyCode: 83, bubbles: true, ...held }));
}

function offer(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/zip" }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function render({ model, el, signal }) {
  const talk = conversation({ model, el, signal }, draw);
  const id = uniqueId();
  const input = make("input", { id, type: "text", maxlength: 40, autocomplete: "off", spellcheck: "false" });
  const label = make("label", { for: id }, "Your candidate id, if your provider gave you one");
  const help = make("p", { id: `${id}-help`, class: "npqml-help" }, "For example c001. It is not your name. Leave it blank if you have none.");
  const refused = make("p", { id: `${id}-refused`, class: "npqml-note" });
  const found = make("h3", { tabindex: "-1" }, "What we found");
  const list = make("ul", {});
  const where = make("p", {});
  const rows = make("dl", { class: "npqml-receipt" });
  const technical = make("dl", { class: "npqml-receipt" });
  const folded = make("details", {}, make("summary", {}, "Technical details"), technical);
  const start = pressed("Check and pack", check, signal);
  const fetch = pressed("Download the file", () => talk.send("fetch"), signal);
  const progress = make("p", { class: "npqml-saved" });
  const result = make("div", { hidden: true }, found, list, where, make("div", { class: "npqml-buttons" }, fetch), make("h4", {}, "Your receipt"), rows, folded);
  let timer = 0;

  input.setAttribute("aria-describedby", `${id}-help ${id}-refused`);
  talk.body.append(
    make("h3", { tabindex: "-1" }, `Hand in ${model.get("page").what}`),
    make("p", {}, "This saves the page, looks it over, and packs it with all that you have entered as one file. You may do it as often as you like."),
    make("div", { class: "npqml-field" }, label, help, input, refused),
    make("div", { class: "npqml-buttons" }, start),
    progress,
    result,
  );
  model.on("msg:custom", take);
  signal.addEventListener("abort", () => model.off("msg:custom", take));
  signal.addEventListener("abort", () => clearTimeout(timer));
  input.value = model.get("page").candidate;
  talk.show();

  function take(content, buffers) {
    if (content.event === "file") offer(content.name, buffers[0]);
  }
  function check() {
    if (timer || talk.busy()) return;
    saveNotebook();
    tell(progress, "Saving the page, then checking it …");
    timer = setTimeout(() => {
      timer = 0;
      talk.send("pack", { candidate: input.value });
    }, TIME_TO_SAVE);
  }
  function draw(page, step) {
    if (!timer && !talk.busy()) tell(progress, "");
    tell(refused, page.refused);
    const unsaved = drafted(`${page.place} `, " problem report").map((task) => `${page.tasks[task] ?? task}: ${UNSAVED_REPORT}`);
    list.replaceChildren(...[...page.found, ...unsaved].map((words) => make("li", {}, words)));
    tell(where, page.where);
    const asRows = (pairs) => pairs.flatMap(([name, words]) => [make("dt", {}, name), make("dd", {}, words)]);
    rows.replaceChildren(...asRows(page.receipt));
    technical.replaceChildren(...asRows(page.technical));
    result.hidden = !page.found.length;
    for (const node of [where, fetch, rows, folded, rows.previousElementSibling]) node.hidden = !page.receipt.length;
    if (step?.event !== "pack") return;
    if (page.refused) input.focus();
    else found.focus();
  }
}

export default view(render);

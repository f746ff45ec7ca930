// Somebody's work as one file: downloaded, and brought back without anything being lost.

import { isJunk, placesOf } from "./places.js";
import { bytesOf, fileModel } from "./store.js";
import { LARGEST, unzipped, zipped } from "./zip.js";

const SETTLED = 10_000; // ms until a download's address is given up

function same(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

// Sort what is in a file into new, equal, different from what is here, and strange. A name is the same however its
// accents are written.
export function compared(files, kept, modules) {
  const found = { fresh: [], equal: [], different: [], strange: [] };
  const here = new Map([...kept.keys()].map((path) => [path.normalize("NFC"), path]));
  const work = files.filter(([path]) => !isJunk(path));
  const places = placesOf(work.map(([path]) => path), modules);
  for (const [number, [path, bytes]] of work.entries()) {
    const place = here.get(places[number]) ?? places[number];
    const model = place && readable(place, bytes);
    if (!model) found.strange.push(path);
    else if (!kept.has(place)) found.fresh.push(model);
    else if (same(bytesOf(kept.get(place)), bytes)) found.equal.push(model);
    else found.different.push(model);
  }
  return found;
}
function readable(path, bytes) {
  try {
    const model = fileModel(path, bytes);
    return model.type !== "notebook" || Array.isArray(model.content?.cells) ? model : null;
  } catch {
    return null; // a notebook that is none
  }
}

// Where the file that gives way is kept: beside it, never over another one.
export function asideOf(path, kept) {
  const parts = path.split("/");
  const module = parts.length > 1 ? `${parts[0]}/` : "";
  const rest = parts.slice(module ? 1 : 0);
  const [, stem, ending] = /^(.*?)(\.[^.]+)?$/.exec(rest.join("-"));
  for (let turn = 1; ; turn += 1) {
    const aside = `${module}earlier/${stem}-replaced-${turn}${ending ?? ""}`;
    if (!kept.has(aside)) return aside;
  }
}

export function offerWork(course, store, { download, bring, folder, told }, changed) {
  const modules = course.modules.map(({ id }) => id);
  const say = (words) => told.replaceChildren(paragraph(words));

  async function save() {
    const files = [...(await store.files())].map(([path, model]) => [path, bytesOf(model)]);
    if (!files.length) return say("There is nothing to download yet: you have not answered anything in this browser.");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(zipped(files));
    link.download = `npqml-${course.cohort}-${new Date().toISOString().slice(0, 10)}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), SETTLED);
    return say(`${filesIn(files.length)} of your work: in ${link.download}, among your downloads.`);
  }

  async function openFile() {
    const [file] = bring.files;
    bring.value = "";
    if (!file) return null;
    return orSayWhy(file.name, async () => {
      if (file.size > LARGEST) throw new Error("it is larger than any course");
      return offer(file.name, await unzipped(await file.arrayBuffer()));
    });
  }
  async function openFolder() {
    const chosen = [...folder.files].filter((file) => !isJunk(file.webkitRelativePath));
    folder.value = "";
    if (!chosen.length) return null;
    const name = chosen[0].webkitRelativePath.split("/")[0];
    return orSayWhy(name, async () => {
      if (chosen.reduce((sum, file) => sum + file.size, 0) > LARGEST) throw new Error("it is larger than any course");
      return offer(name, await Promise.all(chosen.map(async (file) => [file.webkitRelativePath, new Uint8Array(await file.arrayBuffer())])));
    });
  }
  async function offer(name, files) {
    const { fresh, equal, different } = compared(files, await store.files(), modules);
    if (!fresh.length && !equal.length && !different.length) {
      return say(`${name} holds nothing of this course. Nothing was changed.`);
    }
    return different.length ? ask(name, files, different) : take(files, false);
  }
  async function orSayWhy(name, act) {
    try {
      return await act();
    } catch (problem) {
      return say(`${name} was not taken: ${inWords(problem)}. Nothing was changed.`);
    }
  }
  function ask(name, files, different) {
    const count = different.length === 1 ? "1 file here is" : `${different.length} files here are`;
    const words = paragraph(`${count} not as in ${name}. Which do you want to go on with? The others are kept, in the folder “earlier”.`);
    const list = document.createElement("ul");
    list.append(...different.map(({ path }) => Object.assign(document.createElement("li"), { textContent: path })));
    const theirs = button("Those in the file", () => orSayWhy(name, () => take(files, true)));
    const mine = button("Those that are here", () => orSayWhy(name, () => take(files, false)));
    const buttons = Object.assign(document.createElement("p"), { className: "buttons" });
    buttons.append(theirs, mine);
    told.replaceChildren(words, list, buttons);
    theirs.focus();
  }
  // What is here is looked at again: a page in another tab may have written since it was compared.
  async function take(files, theirs) {
    const kept = await store.files();
    const { fresh, equal, different, strange } = compared(files, kept, modules);
    const wanted = theirs ? different : [];
    const aside = different.map((model) => {
      const gives = theirs ? kept.get(model.path) : model;
      const path = asideOf(model.path, kept);
      kept.set(path, gives);
      return { ...gives, path, name: path.split("/").at(-1) };
    });
    await store.put([...fresh, ...aside, ...wanted]);
    await changed();
    const left = strange.length ? ` Left out, because they are damaged or no part of this course: ${strange.slice(0, 5).join(", ")}.` : "";
    say(`Brought back: ${filesIn(fresh.length + wanted.length)}. Here already: ${equal.length}. Kept in “earlier”: ${aside.length}.${left}`);
  }

  download.addEventListener("click", save);
  bring.addEventListener("change", openFile);
  if ("webkitdirectory" in folder) folder.addEventListener("change", openFolder);
  else folder.closest("p").textContent = "This browser cannot open a folder: where your computer has unpacked the file, pack the folder again and choose the zip.";
}

// Faults of the browser's own have words for developers.
function inWords(problem) {
  if (problem.name === "QuotaExceededError") return "this browser has no room for it";
  return problem.constructor === Error ? problem.message : "it is damaged";
}
function filesIn(count) {
  return count === 1 ? "1 file" : `${count} files`;
}
function paragraph(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}
function button(words, action) {
  const node = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: "second" });
  node.addEventListener("click", action);
  return node;
}

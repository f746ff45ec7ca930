// The front page: how far somebody is, what is due, new editions of pages, and their work as one file.

import { beginsPage, dueToday, inWords, tasksOf, whereToGoOn } from "./progress.js";
import { getReady } from "./ready.js";
import { Store, jsonOf } from "./store.js";
import { bringUpToDate } from "./updating.js";
import { offerWork } from "./work.js";

const NO_STORAGE = "This browser keeps nothing of what you answer here, perhaps because it is a private window. Use an ordinary one.";
const NOT_SECURE = "This address is not secure, so pages cannot be started here: it must begin with https. Ask your provider for the right one.";
const MAY_CLEAR = "This browser may clear what you answer here when it runs short of room. Download your work before you leave.";

const course = await (await fetch("course.json")).json();
const store = new Store(course.storage);
const place = (id) => document.getElementById(id);

function notice(...words) {
  const box = document.createElement("div");
  box.className = "notice";
  for (const each of words) {
    const part = document.createElement("pre");
    part.textContent = each;
    box.append(part);
  }
  place("notices").append(box);
  return box;
}

// What is found anew whenever the page is looked at again is said once.
const told = new Set();
function once(words) {
  if (!told.has(words)) notice(words);
  told.add(words);
}

function showProgress(files) {
  const kept = (path) => (files.has(path) ? jsonOf(files.get(path)) ?? {} : undefined);
  const every = [];
  let begun = false;
  for (const module of course.modules) {
    const tasks = tasksOf(module, kept);
    begun ||= tasks.some(({ saved }) => saved !== null);
    const shown = document.querySelector(`[data-module="${module.id}"] .progress`);
    if (shown && tasks.length) {
      shown.className = "progress done";
      shown.textContent = `; ${inWords(tasks)}`;
    }
    if (module.id !== "assessment") every.push(...tasks);
  }
  showStart(begun);
  showNext(every);
  const due = dueToday(course.modules.map(({ id }) => kept(`${id}/work/questions-due.json`)));
  place("due").hidden = due === 0;
  place("due").textContent = `${due === 1 ? "1 question is" : `${due} questions are`} due again: you meet ${due === 1 ? "it" : "them"} at the start of a self-study page.`;
}

// The first way on for whoever has not answered anything; after that a link at the top.
function showStart(begun) {
  if (!place("start")) return;
  place("start").hidden = begun;
  place("start-link").hidden = !begun;
  place("go-on").querySelector("a")?.classList.toggle("button", begun);
}

function showNext(tasks) {
  const next = whereToGoOn(tasks);
  const link = place("go-on").querySelector("a");
  if (!tasks.length || !link) return;
  if (!next) return place("go-on").replaceChildren(...allDone(packed(files)));
  const page = course.modules.flatMap(({ notebooks }) => notebooks).find(({ path }) => path === next.path);
  const atTop = beginsPage(tasks, next);
  link.href = atTop ? page.open : `${page.open}#task=${encodeURIComponent(next.id)}`;
  const begun = tasks.some(({ saved }) => saved !== null);
  link.textContent = `${!begun ? "Begin" : atTop ? "Go on with the next page" : "Continue where you stopped"}: ${atTop ? page.title : next.title}`;
}

// Give the ids of the modules that were packed as a file to send in.
function packed(files) {
  const ours = [...files.keys()].filter((path) => path.endsWith(".npqml.zip")).map((path) => path.split("/"));
  return new Set(ours.filter((parts) => parts.length === 2).map(([folder]) => folder));
}

// What is left to do at the end, with a way to each module's last part.
function allDone(done) {
  const modules = course.modules.filter(({ id }) => id !== "assessment");
  const linksTo = (those) =>
    those.map(({ notebooks }) => notebooks.at(-1)).flatMap(({ open, title }, each) => {
      const link = Object.assign(document.createElement("a"), { href: `${open}#task=hand-in`, textContent: title });
      return each ? [", ", link] : [link];
    });
  const [ready, left] = [modules.filter(({ id }) => done.has(id)), modules.filter(({ id }) => !done.has(id))];
  return [
    "Every task is answered. ",
    ...(left.length ? ["Now hand in: ", ...linksTo(left), ". "] : []),
    ...(ready.length ? ["Packed: ", ...linksTo(ready), ". Send that file in, if you have not; pack again if you have changed an answer since. "] : []),
    "Your feedback will say what was right.",
  ];
}

async function askToKeep() {
  if (!globalThis.isSecureContext) return notice(NOT_SECURE);
  if (!globalThis.indexedDB) return once(NO_STORAGE);
  const lasting = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.());
  if (lasting) return null;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Download all my work now" });
  button.addEventListener("click", () => place("download").click());
  return notice(MAY_CLEAR).append(button);
}

async function show() {
  const files = await store.files().catch(() => null);
  if (!files) return once(NO_STORAGE);
  for (const words of await bringUpToDate(course, store, files)) once(words);
  return showProgress(await store.files());
}

await show();
offerWork(course, store, { download: place("download"), bring: place("bring"), folder: place("bring-folder"), told: place("brought") }, show);
document.addEventListener("visibilitychange", () => document.hidden || show());
await askToKeep();
await getReady(course, place("loading"), notice);

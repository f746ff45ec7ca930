// Pages of an earlier edition are brought up to this one before anybody opens them.

import { carryOver } from "./carryover.js";
import { jsonOf } from "./store.js";

const DAMAGED = "the page that this browser keeps is damaged. It was left as it is; your answers are kept apart from it. Download all your work, and ask your provider what to do.";
const NOT_NOW = "there is a newer edition of this page, which could not be fetched or kept just now. It opens as you know it. Load this page again later.";

// Give what is to be said of each page that was brought up to date or could not be.
export async function bringUpToDate(course, store, files) {
  const earlier = course.modules.flatMap(({ notebooks }) => notebooks).filter((page) => isEarlier(page, files));
  if (!earlier.length || (await newerWaits())) return [];
  const said = [];
  for (const page of earlier) {
    const words = await broughtUp(page, store, files).catch(() => NOT_NOW);
    if (words) said.push(`${page.title}: ${words}`);
  }
  return said;
}

function isEarlier(page, files) {
  const mine = files.get(page.path);
  return Boolean(mine) && jsonOf(mine)?.metadata?.npqml?.build !== page.build;
}

// Until a newer edition of the course is taken, what it has put here is not brought back to this one.
async function newerWaits() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => null);
  await registration?.update().catch(() => null); // no connection
  return Boolean(registration?.installing || registration?.waiting);
}

async function broughtUp(page, store, files) {
  const mine = files.get(page.path);
  const fresh = await (await fetch(`app/files/${encodeURI(page.path)}`)).json();
  if (fresh.metadata.npqml.build !== page.build) return ""; // the site is just being renewed
  const old = jsonOf(mine);
  const earlier = earlierName(page.path, old?.metadata?.npqml?.build ?? "old", files);
  const update = carriedOver(old, fresh, earlier);
  if (!update) return DAMAGED;
  const changed = { ...mine, content: update.notebook, format: "json", last_modified: new Date().toISOString() };
  const before = { ...mine, path: `${page.path.split("/")[0]}/${earlier}`, name: earlier.split("/")[1] };
  await store.put([before, changed]);
  return update.note.replaceAll("**", "").replaceAll("`", "");
}

function carriedOver(old, fresh, earlier) {
  try {
    return carryOver(old, fresh, earlier);
  } catch {
    return null; // no notebook
  }
}

// Where the page as it was is kept: in its module's folder, never over another one.
function earlierName(path, build, files) {
  const stem = path.split("/").at(-1).replace(/\.ipynb$/, "");
  const name = (turn) => `earlier/${stem}-${build}${turn > 1 ? `-${turn}` : ""}.ipynb`;
  let turn = 1;
  while (files.has(`${path.split("/")[0]}/${name(turn)}`)) turn += 1;
  return name(turn);
}

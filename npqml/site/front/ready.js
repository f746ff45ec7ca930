// Getting the course ready for the next page, and saying when a newer edition is there.

const MEGABYTE = 1_000_000;
const STEP = 8 * MEGABYTE; // between two lines: more of them would be too much for somebody who listens
const PATIENCE = 5_000; // ms

export async function getReady(course, line, notice) {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("sw.js");
    sayWhenNewer(registration, notice);
    await takenOver(await navigator.serviceWorker.ready);
    await fetchAhead(course.engine, line);
  } catch {
    line.textContent = ""; // without it everything works, only slower
  }
}

// A page that loads while the worker starts is not taken over by it: nothing that it fetches would be kept.
async function takenOver({ active }) {
  if (navigator.serviceWorker.controller) return;
  const done = new Promise((met) => navigator.serviceWorker.addEventListener("controllerchange", met, { once: true }));
  active.postMessage("take me over");
  await Promise.race([done, new Promise((met) => setTimeout(met, PATIENCE))]);
}

// The worker of the new edition waits until it is taken, so that nobody's page changes while they look at it.
function sayWhenNewer(registration, notice) {
  const offer = (worker) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    const box = notice("A newer edition of the course is here. Your answers stay.");
    const take = Object.assign(document.createElement("button"), { type: "button", textContent: "Take it" });
    take.addEventListener("click", () => worker.postMessage("take it"));
    box.append(take);
  };
  let had = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => (had ? location.reload() : (had = true)));
  const follow = (worker) => worker?.addEventListener("statechange", () => worker.state === "installed" && offer(worker));
  offer(registration.waiting);
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
}

// Python for the pages is large: it is fetched while somebody reads here, one file after the other.
async function fetchAhead(files, line) {
  if (navigator.connection?.saveData) return;
  const all = files.reduce((sum, [, size]) => sum + size, 0);
  let done = 0;
  let next = 0; // bytes at which the line is written again
  for (const [path, size] of files) {
    const address = new URL(path, location.href).pathname;
    if (!(await caches.match(address))) {
      if (done >= next) line.textContent = `Getting the course ready on this computer: ${Math.round(done / MEGABYTE)} of ${Math.round(all / MEGABYTE)} MB. You can begin at any time.`;
      next = Math.max(next, (Math.floor(done / STEP) + 1) * STEP);
      const came = await fetch(address, { priority: "low" });
      if (!came.ok) throw new Error(address);
      await came.arrayBuffer();
    }
    done += size;
  }
  line.textContent = "The course is ready on this computer.";
}

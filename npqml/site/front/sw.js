
// The front page's own worker: it waits until somebody takes a new edition, and then clears what is old.
self.addEventListener("message", ({ data }) => data === "take it" && self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clearOld()));

async function clearOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("npqml-") && !Object.values(KEPT).includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}


// The front page's own worker: it waits until somebody takes a new edition, and then clears what is old.
self.addEventListener("install", (event) => event.waitUntil(Promise.all(FIRST.map((name) => kept(HOME + name)))));
self.addEventListener("activate", (event) => event.waitUntil(clearOld()));
self.addEventListener("message", (event) => {
  if (event.data === "take it") self.skipWaiting();
  if (event.data === "take me over") event.waitUntil(self.clients.claim());
});

async function clearOld() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`npqml:${HOME}:`) && !Object.values(KEPT).includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What is kept for the next visit. Pyodide and JupyterLite change seldom and are large: they have a cache of their own.

const KEPT = { pages: `npqml-pages-${PAGES}`, engine: `npqml-engine-${ENGINE}` };
const LARGE = /\/app\/(static|build|extensions)\//;
const NEVER = /\/api\/(drive|stdin|service-worker-heartbeat)|\/(sw|service-worker|jupyterlite-service-worker)\.js$/;

function isOurs(request) {
  const url = new URL(request.url);
  return request.method === "GET" && url.origin === self.location.origin && !NEVER.test(url.pathname);
}

// A file that is kept is given from there: the name of a cache says which edition it is.
async function kept(request) {
  const { pathname } = new URL(request.url);
  const large = LARGE.test(pathname);
  const cache = await caches.open(large ? KEPT.engine : KEPT.pages);
  const found = await cache.match(pathname);
  if (found) return found;
  const came = await fetch(pathname, { cache: large ? "default" : "no-cache" });
  if (came.status === 200 && !came.redirected) await cache.put(pathname, came.clone());
  return came;
}

self.addEventListener("fetch", (event) => {
  if (!isOurs(event.request)) return;
  event.stopImmediatePropagation(); // JupyterLite's own listener, where there is one, is left the rest
  event.respondWith(kept(event.request).catch(() => fetch(event.request)));
});

// What is kept for the next visit. Pyodide and JupyterLite change seldom and are large: they have a cache of their own.
// Several courses may stand on one host: each has caches of its own, named by where it stands.

const KEPT = { pages: `npqml:${HOME}:pages:${PAGES}`, engine: `npqml:${HOME}:engine:${ENGINE}` };
const LARGE = /\/app\/(static|build|extensions)\//;
const NEVER = /\/api\/(drive|stdin|service-worker-heartbeat)|\/(sw|service-worker|jupyterlite-service-worker)\.js$/;

function isOurs(request) {
  const url = new URL(request.url);
  return request.method === "GET" && url.origin === self.location.origin && !NEVER.test(url.pathname);
}

// A file that is kept is given from there: the name of a cache says which edition it is.
async function kept(pathname) {
  const large = LARGE.test(pathname);
  const cache = await caches.open(large ? KEPT.engine : KEPT.pages);
  const found = await cache.match(pathname);
  if (found) return found;
  const came = await fetch(pathname, { cache: large ? "default" : "no-cache" });
  if (came.redirected && spelt(new URL(came.url).pathname) !== spelt(pathname)) return Response.redirect(came.url);
  if (came.status !== 200) return came;
  const page = came.redirected ? new Response(came.body, came) : came; // a browser refuses to show the other
  await cache.put(pathname, page.clone());
  return page;
}

// Some hosts lead from /a/index.html to /a/ and from /b.html to /b: it is the same page. A way to a login is not.
function spelt(pathname) {
  return pathname.replace(/(\/index)?(\.html)?\/?$/, "");
}

self.addEventListener("fetch", (event) => {
  if (!isOurs(event.request)) return;
  event.stopImmediatePropagation(); // JupyterLite's own listener, where there is one, is left the rest
  event.respondWith(kept(new URL(event.request.url).pathname).catch(() => fetch(event.request)));
});

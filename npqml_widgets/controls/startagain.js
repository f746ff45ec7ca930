// Start after the server was away: JupyterLab would send every cell to a Python that is gone, and leave a page without
// forms. Here a Python is started first, and the press is passed on once it is there.

const RECONNECT = 3000; // ms in which a Python that was only out of reach answers again

function kernelOf(context) {
  return context.sessionContext.session?.kernel;
}

function isThere(kernel) {
  return Boolean(kernel) && kernel.connectionStatus === "connected" && !["dead", "terminating"].includes(kernel.status);
}

// Have a Python for this notebook: the one that was there, else a new one.
async function havePython(context) {
  const { sessionContext } = context;
  const soon = new Promise((done) => setTimeout(done, RECONNECT));
  await Promise.race([kernelOf(context)?.reconnect().catch(() => {}), soon]);
  if (isThere(kernelOf(context))) return;
  const name = sessionContext.kernelPreference?.name || kernelOf(context)?.name || "python3";
  await sessionContext.shutdown().catch(() => {}); // the server has forgotten it
  await sessionContext.changeKernel({ name });
}

// Watch for presses of Start in this notebook, for as long as its page is open.
function startWithPython(context, panel) {
  if (!context?.sessionContext || !panel || panel.dataset.npqmlStart) return;
  panel.dataset.npqmlStart = "watched";
  let starting = false;
  panel.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-commandlinker-command]");
    if (!button || isThere(kernelOf(context))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (starting) return;
    starting = true;
    try {
      await havePython(context);
    } finally {
      starting = false;
    }
    if (isThere(kernelOf(context))) button.click();
  }, { capture: true });
}

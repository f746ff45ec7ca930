// Keeps keys pressed in a form from reaching the notebook, where x cuts the cell and m turns it into text, has the
// notebook saved without a question that could destroy another tab's work, and Start find a Python.

function render({ model, el, signal }) {
  saveWithoutAsking(model.widget_manager?.context);
  onceInThePage(el, signal, () => {
    startWithPython(model.widget_manager?.context, el.closest(".jp-NotebookPanel"));
    const area = el.closest(".jp-OutputArea") ?? el.parentElement;
    const watch = new MutationObserver(() => keepKeys(area));
    watch.observe(area, { childList: true, subtree: true, attributes: true, attributeFilter: ["tabindex", "href"] });
    signal.addEventListener("abort", () => watch.disconnect());
    area.addEventListener("keydown", passOnSave, { signal });
    keepKeys(area);
    // A click beside a box gives the focus to the area, not to the notebook's cell: keys stay here as well.
    area.tabIndex = -1;
    area.setAttribute("data-lm-suppress-shortcuts", "true");
  });
}

export default view(render);

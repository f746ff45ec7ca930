// Keeps keys pressed in a form from reaching the notebook, where x cuts the cell and m turns it into text, and has the
// notebook saved without a question that could destroy another tab's work.

function render({ model, el, signal }) {
  saveWithoutAsking(model.widget_manager?.context);
  const start = () => {
    if (!el.isConnected) return;
    sizes.disconnect();
    const area = el.closest(".jp-OutputArea") ?? el.parentElement;
    const watch = new MutationObserver(() => keepKeys(area));
    watch.observe(area, { childList: true, subtree: true, attributes: true, attributeFilter: ["tabindex", "href"] });
    signal.addEventListener("abort", () => watch.disconnect());
    area.addEventListener("keydown", passOnSave, { signal });
    keepKeys(area);
    // A click beside a box gives the focus to the area, not to the notebook's cell: keys stay here as well.
    area.tabIndex = -1;
    area.setAttribute("data-lm-suppress-shortcuts", "true");
  };
  // A view is made before it stands in the page; it has a width once it does.
  const sizes = new ResizeObserver(start);
  sizes.observe(el);
  signal.addEventListener("abort", () => sizes.disconnect());
}

export default view(render);

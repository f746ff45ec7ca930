// What axe passes and a keyboard or a screen reader cannot use: gives a list of complaints about a part of a page.
(root) => {
  const complaints = [];
  const text = (node) => (node?.textContent ?? "").trim();
  const byIds = (ids) => (ids ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id));
  const shown = (node) => node.checkVisibility?.() ?? true;
  const say = (node, what) => complaints.push(`${what}: ${node.outerHTML.slice(0, 120)}`);
  const focusable =
    'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';
  const name = (node) =>
    byIds(node.getAttribute("aria-labelledby")).map(text).join(" ").trim() ||
    (node.getAttribute("aria-label") ?? "").trim() ||
    [...(node.labels ?? [])].map(text).join(" ").trim() ||
    (["BUTTON", "A", "SUMMARY"].includes(node.tagName) || node.getAttribute("role") === "tab" ? text(node) : "");

  const all = [...root.querySelectorAll("*")].filter(shown);
  for (const node of all.filter((one) => one.matches(focusable))) {
    if (!name(node)) say(node, "has no name");
    if (node.tabIndex > 0) say(node, "takes a place of its own in the tab order");
    if (!node.hasAttribute("data-lm-suppress-shortcuts")) say(node, "lets keys through to the notebook");
    const target = node.labels?.[0]?.contains(node) ? node.labels[0] : node;
    const { width, height } = target.getBoundingClientRect();
    if (Math.min(width, height) < 24) say(node, `is a target of ${Math.round(width)} x ${Math.round(height)} pixels`);
  }
  for (const radio of all.filter((one) => one.matches('input[type="radio"]'))) {
    const group = radio.closest("fieldset");
    if (!radio.name) say(radio, "is a radio button without a name");
    if (!text(group?.querySelector(":scope > legend"))) say(radio, "stands in no group with a legend");
    const names = new Set([...(group?.querySelectorAll('input[type="radio"]') ?? [])].map((one) => one.name));
    if (names.size !== 1) say(group ?? radio, "groups radio buttons of several names");
  }
  for (const box of all.filter((one) => one.matches('input[type="checkbox"]'))) {
    if (!text(box.closest("fieldset")?.querySelector(":scope > legend"))) say(box, "stands in no group with a legend");
  }
  const stateOf = { switch: "aria-checked", checkbox: "aria-checked", radio: "aria-checked", tab: "aria-selected", option: "aria-selected" };
  for (const node of all.filter((one) => one.hasAttribute("role"))) {
    const state = stateOf[node.getAttribute("role")];
    if (state && !node.hasAttribute(state)) say(node, "is a toggle without a state");
  }
  for (const node of all) {
    const clickable = node.hasAttribute("onclick") || getComputedStyle(node).cursor === "pointer";
    if (clickable && !node.closest(`${focusable}, label`)) say(node, "can be clicked but not reached by keyboard");
    for (const attribute of ["aria-describedby", "aria-labelledby", "for"]) {
      if (byIds(node.getAttribute(attribute)).includes(null)) say(node, `${attribute} points at nothing`);
    }
    if (node.id && document.querySelectorAll(`[id="${CSS.escape(node.id)}"]`).length > 1) say(node, "shares its id");
  }
  for (const image of all.filter((one) => one.matches("img"))) {
    if (!image.alt.trim()) say(image, "is a picture without words");
  }
  if (root.scrollWidth > root.clientWidth + 1) say(root, "is wider than its place");
  return complaints;
}

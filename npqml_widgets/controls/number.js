// A number, typed as people write it; Python reads it.

function render({ model, el, signal }) {
  const inputId = uniqueId();
  const parts = frame({ model, el, signal }, { group: false, inputId });
  const { unit, minus } = parts.setup;
  const unitId = `${inputId}-unit`;
  const input = make("input", {
    id: inputId,
    type: "text",
    // The number pad of a telephone has no minus: only where none is needed.
    inputmode: minus ? "text" : "decimal",
    autocomplete: "off",
    spellcheck: "false",
    class: "npqml-number",
    "aria-describedby": `${unit ? unitId + " " : ""}${parts.describedBy}`,
  });
  const unitWords = make("span", { id: unitId, class: "npqml-unit" }, unit);
  const line = unit === "£" ? [unitWords, input] : [input, unit ? unitWords : null];
  parts.body.append(make("div", { class: "npqml-line" }, ...line));
  keepAnswer({ model, el, signal }, parts, {
    read: () => input.value,
    show: (value) => fill(input, value === null || value === undefined ? "" : String(value)),
    blank: "",
    pause: SHORT_PAUSE,
  });
}

export default view(render);

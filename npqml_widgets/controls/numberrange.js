// Two ends and, where it is asked for, the estimate that they belong to: one labelled box a number. A whole range that
// is typed or pasted into one box, as in 2.1 (0.3 to 3.9), is read as well.

function render({ model, el, signal }) {
  const parts = frame({ model, el, signal });
  const { numbers, unit, minus, example } = parts.setup;
  const hint = `${unit && unit !== "£" ? `In ${unit}. ` : ""}A whole range in one box is read too, as in ${example}.`;
  const hintId = `${parts.id}-hint`;
  const boxes = numbers.map(([name, words], place) => {
    const id = `${parts.id}-${place}`;
    const input = make("input", {
      id,
      type: "text",
      // The number pad of a telephone has no minus: only where none is needed.
      inputmode: minus ? "text" : "decimal",
      autocomplete: "off",
      spellcheck: "false",
      class: "npqml-number",
      "aria-describedby": hintId,
    });
    const sign = unit === "£" ? make("span", { class: "npqml-unit" }, unit) : null;
    const box = make("span", { class: "npqml-line" }, make("label", { for: id }, words), sign, input);
    return { name, input, box };
  });
  parts.body.append(
    make("p", { id: hintId, class: "npqml-help" }, hint),
    make("div", { class: "npqml-ends" }, ...boxes.map(({ box }) => box)),
  );
  keepAnswer({ model, el, signal }, parts, {
    read: () => {
      const value = {};
      for (const { name, input } of boxes) if (input.value.trim()) value[name] = input.value;
      return value;
    },
    show: (value) => {
      const whole = typeof value === "string" ? { [boxes[0].name]: value } : value;
      for (const { name, input } of boxes) fill(input, String(whole?.[name] ?? ""));
    },
    blank: {},
    pause: SHORT_PAUSE,
  });
}

export default view(render);

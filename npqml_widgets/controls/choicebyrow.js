// One choice for each of several rows: a group of native radio buttons a row, whose legend is the row.

function render({ model, el, signal }) {
  const parts = frame({ model, el, signal });
  const { rows, options } = parts.setup;
  const count = make("p", { class: "npqml-count" });
  // So wide that the longest words stand in one line, or in two where they are long.
  const longest = Math.max(...options.map(([, said]) => said.length));
  const list = make("div", { class: "npqml-by-row" });
  list.style.setProperty("--least", `${Math.min(longest / 2 + 3, 15)}em`);
  const groups = rows.map(([row, words], r) => {
    const inputs = options.map(([key, said], place) => {
      const id = `${parts.id}-${r}-${place}`;
      const input = make("input", { id, type: "radio", name: `${parts.id}-${r}`, value: key });
      return { input, label: make("label", { class: "npqml-option", for: id }, input, make("span", {}, said)) };
    });
    const choices = make("div", { class: "npqml-across" }, ...inputs.map(({ label }) => label));
    list.append(make("fieldset", { class: "npqml-part" }, make("legend", {}, words), choices));
    return { row, inputs: inputs.map(({ input }) => input) };
  });
  const read = () => {
    const value = {};
    for (const { row, inputs } of groups) {
      const chosen = inputs.find((input) => input.checked);
      if (chosen) value[row] = chosen.value;
    }
    return value;
  };
  const showCount = () => (count.textContent = `${Object.keys(read()).length} of ${rows.length} chosen`);
  parts.body.append(list, count);
  list.addEventListener("change", showCount, { signal });
  keepAnswer({ model, el, signal }, parts, {
    read,
    show: (value) => {
      for (const { row, inputs } of groups) {
        for (const input of inputs) input.checked = value?.[row] === input.value;
      }
      showCount();
    },
    blank: {},
  });
}

export default view(render);

// The choices that make a chart: one group of radio buttons a choice, and a title.

function render({ model, el, signal }) {
  const parts = frame({ model, el, signal });
  const titleId = `${parts.id}-title`;
  const title = make("input", { id: titleId, type: "text", autocomplete: "off", class: "npqml-wide-input" });
  const choices = make("div", { class: "npqml-parts" });
  const groups = parts.setup.parts.map(([name, question, options], g) => {
    const inputs = options.map(([key, words], place) => {
      const id = `${parts.id}-${g}-${place}`;
      const input = make("input", { id, type: "radio", name: `${parts.id}-${name}`, value: key });
      return { input, label: make("label", { class: "npqml-option", for: id }, input, make("span", {}, words)) };
    });
    choices.append(
      make("fieldset", { class: "npqml-part" }, make("legend", {}, question), ...inputs.map(({ label }) => label)),
    );
    return { name, inputs: inputs.map(({ input }) => input) };
  });
  parts.body.append(choices, make("label", { class: "npqml-part-title", for: titleId }, parts.setup.title), title);
  keepAnswer({ model, el, signal }, parts, {
    read: () => {
      const value = {};
      for (const { name, inputs } of groups) {
        const chosen = inputs.find((input) => input.checked);
        if (chosen) value[name] = chosen.value;
      }
      if (title.value) value.title = title.value;
      return value;
    },
    show: (value) => {
      for (const { name, inputs } of groups) {
        for (const input of inputs) input.checked = value?.[name] === input.value;
      }
      fill(title, value?.title ?? "");
    },
    blank: {},
  });
}

export default view(render);

// One choice of several, or any number of them: native radio buttons or tick boxes in a fieldset.

function render({ model, el, signal }) {
  const parts = frame({ model, el, signal });
  const { options, several } = parts.setup;
  const inputs = options.map(([key, words], place) => {
    const id = `${parts.id}-${place}`;
    const input = make("input", { id, type: several ? "checkbox" : "radio", name: parts.id, value: key });
    parts.body.append(make("label", { class: "npqml-option", for: id }, input, make("span", {}, words)));
    return input;
  });
  const ticked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  keepAnswer({ model, el, signal }, parts, {
    read: () => (several ? ticked() : (ticked()[0] ?? null)),
    show: (value) => {
      const chosen = several ? (value ?? []) : [value];
      for (const input of inputs) input.checked = chosen.includes(input.value);
    },
    blank: several ? [] : null,
  });
}

export default view(render);

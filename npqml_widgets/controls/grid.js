// A small table of numbers: a real table, one labelled box a cell. Arrow keys stay the browser's.

function render({ model, el, signal }) {
  const parts = frame({ model, el, signal });
  const { rows, columns, unit } = parts.setup;
  const cells = [];
  const unitId = `${parts.id}-unit`;
  const head = columns.map(([, words]) => make("th", { scope: "col" }, words));
  const body = rows.map(([rowKey, rowWords], r) => {
    const line = make("tr", {}, make("th", { scope: "row" }, rowWords));
    columns.forEach(([columnKey, columnWords], c) => {
      const id = `${parts.id}-${r}-${c}`;
      const input = make("input", {
        id,
        type: "text",
        inputmode: "text",
        autocomplete: "off",
        spellcheck: "false",
        class: "npqml-number",
        "aria-describedby": unit ? unitId : null,
      });
      cells.push({ rowKey, columnKey, input });
      const label = make("label", { class: "npqml-hidden", for: id }, `${rowWords}, ${columnWords}`);
      line.append(make("td", {}, label, input));
    });
    return line;
  });
  const table = make(
    "table",
    { class: "npqml-grid" },
    make("thead", {}, make("tr", {}, make("td"), ...head)),
    make("tbody", {}, ...body),
  );
  const unitLine = make("p", { id: unitId, class: "npqml-help" }, unit ? `All numbers in ${unit}.` : "");
  unitLine.hidden = !unit;
  parts.body.append(unitLine, make("div", { class: "npqml-wide" }, table));
  keepAnswer({ model, el, signal }, parts, {
    read: () => {
      const value = {};
      for (const { rowKey, columnKey, input } of cells) {
        if (input.value.trim()) (value[rowKey] ??= {})[columnKey] = input.value;
      }
      return value;
    },
    show: (value) => {
      for (const { rowKey, columnKey, input } of cells) fill(input, String(value?.[rowKey]?.[columnKey] ?? ""));
    },
    blank: {},
    pause: SHORT_PAUSE,
  });
}

export default view(render);

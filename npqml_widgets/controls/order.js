// All options in an order: each can be moved up and down by a button that keeps the focus.

function render({ model, el, signal }) {
  const parts = frame({ model, el, signal });
  const { options } = parts.setup;
  const list = make("ol", { class: "npqml-order" });
  const keep = make("button", { type: "button", class: "npqml-button" }, "Keep this order");
  const unset = make("p", { class: "npqml-help" }, "Nothing is chosen yet: move an item, or keep the order as it stands.");
  let chosen = false;

  const rows = new Map(
    options.map(([key, words]) => {
      const button = (way, step) => {
        const node = make("button", { type: "button", class: "npqml-button npqml-move" }, way);
        node.append(make("span", { class: "npqml-hidden" }, ` ${words}`));
        node.addEventListener("click", () => move(key, step, node), { signal });
        return node;
      };
      const [up, down] = [button("Move up", -1), button("Move down", 1)];
      const buttons = make("span", { class: "npqml-moves" }, up, down);
      const item = make("li", {}, make("div", { class: "npqml-row" }, make("span", {}, words), buttons));
      return [key, { item, up, down, words }];
    }),
  );
  const keys = () => [...list.children].map((item) => [...rows].find(([, row]) => row.item === item)[0]);

  const arrange = (order) => {
    list.append(...order.map((key) => rows.get(key).item));
    order.forEach((key, place) => {
      rows.get(key).up.setAttribute("aria-disabled", place === 0);
      rows.get(key).down.setAttribute("aria-disabled", place === order.length - 1);
    });
  };
  const showChosen = () => {
    unset.hidden = chosen;
    keep.setAttribute("aria-disabled", chosen);
    keep.hidden = chosen && document.activeElement !== keep; // never take away what has the focus
  };
  const choose = () => {
    chosen = true;
    showChosen();
    answer.send();
  };
  const move = (key, step, button) => {
    const order = keys();
    const from = order.indexOf(key);
    const to = from + step;
    if (to < 0 || to >= order.length) return;
    order.splice(from, 1);
    order.splice(to, 0, key);
    arrange(order);
    button.focus(); // moving an element in the page takes its focus away
    parts.announce.say(`${rows.get(key).words}: now ${to + 1} of ${order.length}.`, 0);
    choose();
  };

  keep.addEventListener("click", () => chosen || choose(), { signal });
  keep.addEventListener("blur", showChosen, { signal });
  parts.body.append(unset, list, keep);
  arrange(options.map(([key]) => key));
  const answer = keepAnswer({ model, el, signal }, parts, {
    read: () => (chosen ? keys() : null),
    show: (value) => {
      const known = (Array.isArray(value) ? value : []).filter((key) => rows.has(key));
      const rest = options.map(([key]) => key).filter((key) => !known.includes(key));
      chosen = known.length > 0;
      arrange([...known, ...rest]);
      showChosen();
    },
    blank: null,
  });
}

export default view(render);

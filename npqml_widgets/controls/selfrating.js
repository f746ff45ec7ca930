// Rating oneself against criteria: four steps in words and one line for each, by area, with what was said before.

// The group of one criterion: its steps, its line, and what was said of it on an earlier day.
function criterionGroup(first, levels, longest, talk, signal) {
  const { id } = first;
  const group = radios(first.words, levels, first.level);
  const text = textBox(`What shows ${id}? One line, if you like`, first.shows, { rows: 1 });
  const earlier = make("p", { class: "npqml-help" });
  text.area.setAttribute("maxlength", longest);
  let before = first.shows;
  const keep = () => {
    if (text.area.value === before) return;
    talk.send("shows", { criterion: id, words: text.area.value, before });
    before = text.area.value;
  };
  const typing = afterPause(keep, signal);
  group.addEventListener("change", () => talk.send("rate", { criterion: id, level: picked(group) }), { signal });
  text.area.addEventListener("input", typing.later, { signal });
  text.area.addEventListener("focusout", typing.now, { signal });
  const show = (now) => {
    tell(earlier, now.earlier);
    if (talk.busy()) return;
    for (const input of group.querySelectorAll("input")) input.checked = now.level === input.value;
    if (text.area.value === before && document.activeElement !== text.area) {
      fill(text.area, now.shows);
      before = now.shows;
    }
  };
  return { node: make("div", { class: "npqml-card" }, group, earlier, text.node), show };
}

function render({ model, el, signal }) {
  const first = model.get("page");
  const talk = conversation({ model, el, signal }, draw);
  const state = make("p", {});
  const groups = new Map();
  for (const area of first.areas) {
    for (const one of area.criteria) groups.set(one.id, criterionGroup(one, first.levels, first.longest, talk, signal));
  }
  function draw(page) {
    state.textContent = page.state;
    page.areas.flatMap(({ criteria }) => criteria).forEach((now) => groups.get(now.id).show(now));
  }
  const areas = first.areas.flatMap(({ title, criteria }) => [heading(title), ...criteria.map(({ id }) => groups.get(id).node)]);
  talk.body.append(make("p", { class: "npqml-help" }, first.help), state, ...areas);
  talk.show();
}

export default view(render);

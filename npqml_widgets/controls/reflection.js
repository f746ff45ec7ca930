// The leadership reflection: a form for one day, the forms of other days, and how the ratings changed.

const NO_DAY = "Give a date that has been: the form is filed by it.";

// The group of one behaviour: four ratings and a comment, kept as they are changed.
function behaviourGroup([key, name, description], page, talk, signal, day) {
  const group = radios(name, page.ratings, null, { help: `${description}. ${page.scale}` });
  const text = textBox(`Comment on ${name}`, "", { rows: 2 });
  text.area.setAttribute("maxlength", page.longest);
  let before = "";
  let at = ""; // the day whose form stands in the boxes
  const keep = () => {
    if (text.area.value === before) return;
    talk.send("comment", { day: at, behaviour: key, words: text.area.value, before });
    before = text.area.value;
  };
  const typing = afterPause(keep, signal);
  group.addEventListener("change", () => day() && talk.send("rate", { day: day(), behaviour: key, rating: picked(group) }), { signal });
  text.area.addEventListener("input", typing.later, { signal });
  text.area.addEventListener("focusout", typing.now, { signal });
  const show = (form, moved) => {
    if (moved) typing.now();
    at = day();
    for (const input of group.querySelectorAll("input")) {
      if (moved || !group.contains(document.activeElement)) input.checked = String(form?.ratings[key] ?? "") === input.value;
    }
    const comment = form?.comments[key] ?? "";
    if (moved || (text.area.value === before && document.activeElement !== text.area)) {
      fill(text.area, comment);
      before = comment;
    }
  };
  return { node: make("div", { class: "npqml-card" }, group, text.node), show, flush: typing.now };
}

function render({ model, el, signal }) {
  const first = model.get("page");
  const talk = conversation({ model, el, signal }, draw);
  const nameId = uniqueId();
  const dayId = uniqueId();
  const name = make("input", { id: nameId, type: "text", class: "npqml-wide-input", autocomplete: "name", maxlength: 200 });
  const date = make("input", { id: dayId, type: "date", min: first.first, max: first.today });
  const missing = make("p", { class: "npqml-note", role: "alert", hidden: true });
  const state = make("p", {});
  const others = make("div", { class: "npqml-buttons" });
  const trend = make("ul", {});
  const title = heading("The form");
  let chosen = first.today; // the day whose form is shown

  const groups = first.behaviours.map((one) => behaviourGroup(one, first, talk, signal, () => chosen));
  const formOf = (page) => page.forms.find(({ day }) => day === chosen);
  const naming = afterPause(() => talk.send("name", { name: name.value }), signal);
  function go(day) {
    for (const group of groups) group.flush();
    chosen = day;
    date.value = day;
    tell(missing, "");
    show(model.get("page"), true);
  }
  function show(page, moved) {
    const form = formOf(page);
    if (moved || !talk.busy()) groups.forEach((group) => group.show(form, moved));
    const rated = Object.keys(form?.ratings ?? {}).length;
    state.textContent = form ? `The form of ${form.words}: ${rated} of ${page.behaviours.length} rated.` : "A new form: it is kept from the first rating on.";
  }
  function drawOthers(page) {
    const held = others.contains(document.activeElement) ? document.activeElement.textContent : "";
    const buttons = page.forms.map(({ day, words }) => pressed(`Open the form of ${words}`, () => (go(day), title.focus()), signal));
    others.replaceChildren(...(buttons.length ? buttons : [make("p", {}, "None yet.")]));
    if (held) buttons.find((one) => one.textContent === held)?.focus();
  }
  function draw(page) {
    if (!date.value && document.activeElement !== date) date.value = chosen;
    if (document.activeElement !== name) fill(name, page.name);
    show(page, false);
    const days = JSON.stringify(page.forms.map(({ day }) => day));
    if (others.dataset.days !== days) drawOthers(page);
    others.dataset.days = days;
    trend.replaceChildren(...page.trend.map((words) => make("li", {}, words)));
  }

  name.addEventListener("input", naming.later, { signal });
  name.addEventListener("focusout", naming.now, { signal });
  // A date being typed is many dates on the way: it counts once the box is left, or Enter is pressed.
  const take = () => {
    if (date.value === chosen) return tell(missing, "");
    if (!date.value || !date.validity.valid) return tell(missing, NO_DAY);
    go(date.value);
  };
  date.addEventListener("focusout", take, { signal });
  date.addEventListener("keydown", (event) => event.key === "Enter" && take(), { signal });
  talk.body.append(
    title,
    make("div", { class: "npqml-field" }, make("label", { for: nameId }, "Name"), name),
    make("div", { class: "npqml-field" }, make("label", { for: dayId }, "Date of this form"), date),
    missing,
    state,
    ...groups.map(({ node }) => node),
    heading("Forms so far"),
    others,
    heading("How your ratings changed"),
    make("p", { class: "npqml-help" }, first.scale),
    trend,
    make("div", { class: "npqml-buttons" }, pressed("Draw it", () => talk.send("draw"), signal)),
  );
  talk.show();
}

export default view(render);

// A case: the situation, what can be done, what follows from it; back, again, the way so far, and the review.

const NOTHING_CHOSEN = "Nothing is chosen yet: choose one of the ways, then press “Do this”.";

function caseAbout(page) {
  const people = page.people.map(([name, words]) => make("li", {}, make("strong", {}, name), `: ${words}`));
  return [
    ...paragraphs(page.about),
    make("h3", {}, "Who is who"),
    make("ul", {}, ...people),
    make("h3", {}, "What this is not"),
    ...paragraphs(page.not_this),
  ];
}

// What somebody did, and why.
function caseChoice({ situation, chosen, because }) {
  return [
    make("strong", {}, situation),
    make("p", {}, `You chose: ${chosen}`),
    ...(because ? [make("p", {}, `Because: ${because}`)] : []),
  ];
}

// What came of it: who reacts how, and what it costs.
function caseOutcome({ reaction, cost }) {
  return [make("p", {}, reaction), ...(cost ? [make("p", {}, cost)] : [])];
}

function caseReview(page) {
  const { review } = page;
  const lines = review.lines.map((line) => {
    const think = make("p", {}, make("strong", {}, "To think about: "), line.think);
    return make("li", {}, ...caseChoice(line), ...caseOutcome(line), think);
  });
  return [
    make("h4", {}, "Looking back"),
    ...paragraphs(review.text),
    make("h4", {}, "Your way, step by step"),
    make("ol", {}, ...lines),
    make("h4", {}, "What it came to"),
    make("ul", {}, ...review.sums.map((words) => make("li", {}, words))),
    page.sources.length ? make("h4", {}, "Where this comes from") : null,
    page.sources.length ? make("ul", {}, ...page.sources.map((words) => make("li", {}, words))) : null,
  ].filter(Boolean);
}

function caseLists(page) {
  const way = page.path.map((line) => make("li", {}, ...caseChoice(line)));
  const undone = page.undone.map((words) => make("li", {}, words));
  return [
    page.review ? null : make("h4", {}, "Your way so far"),
    page.review ? null : way.length ? make("ol", {}, ...way) : make("p", {}, "Nothing yet: this is the start."),
    undone.length ? opening(`What you tried before (${undone.length})`, false, make("ul", {}, ...undone)) : null,
  ].filter(Boolean);
}

function render({ model, el, signal }) {
  const talk = conversation({ model, el, signal }, draw);
  let shown = "";

  function choices(here) {
    const group = radios("What do you do?", here.choices, null);
    const because = textBox("Because (if you like)", "", { rows: 2, help: "Only you and your provider read it." });
    const missing = make("p", { class: "npqml-note", role: "alert", hidden: true });
    const confirm = pressed("Do this", () => {
      const choice = picked(group);
      if (!choice) return refuse(missing, NOTHING_CHOSEN, group.querySelector("input"));
      talk.send("choose", { choice, because: because.area.value, state: here.state });
    }, signal);
    return [group, because.node, missing, make("div", { class: "npqml-buttons" }, confirm)];
  }
  function buttons(page) {
    const back = pressed("Go back one step", () => talk.send("back", { state: page.here.state }), signal);
    const again = pressed("Start again from the beginning", () => talk.send("again", { state: page.here.state }), signal);
    for (const node of [back, again]) node.setAttribute("aria-disabled", page.path.length === 0);
    return make("div", { class: "npqml-buttons" }, back, again);
  }
  function draw(page, step) {
    // Whoever is about to choose keeps what they have put in when something else on the page changes.
    const here = JSON.stringify([page.here, page.path, page.undone]);
    if (here === shown) return;
    shown = here;
    const title = heading(page.here.title);
    const last = page.path.at(-1);
    const parts = [
      opening("About this case", page.path.length === 0, ...caseAbout(page)),
      last ? make("div", { class: "npqml-card" }, make("h3", {}, "What came of it"), make("p", {}, `You chose: ${last.chosen}`), ...caseOutcome(last)) : null,
      title,
      ...paragraphs(page.here.text),
      ...(page.review ? caseReview(page) : choices(page.here)),
      buttons(page),
      ...caseLists(page),
    ];
    talk.body.replaceChildren(...parts.filter(Boolean));
    if (step) title.focus();
  }
  talk.show();
}

export default view(render);

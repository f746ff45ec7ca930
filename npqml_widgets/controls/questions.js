// Questions that come back: one at a time, an explanation for every option afterwards, each free to skip.

const NO_OPTION = "Nothing is chosen yet: choose an answer, or skip the question.";

function render({ model, el, signal }) {
  const talk = conversation({ model, el, signal }, draw);
  let shown = "";

  function question({ note, asked }) {
    const group = radios(asked.words, asked.options.map(({ number, words }) => [number, words]), null);
    const missing = make("p", { class: "npqml-note", role: "alert", hidden: true });
    const check = pressed("Show the answer", () => {
      const option = picked(group);
      if (option === null) return refuse(missing, NO_OPTION, group.querySelector("input"));
      talk.send("answer", { question: asked.id, option: Number(option) });
    }, signal);
    const pass = pressed("Skip this question", () => talk.send("pass", { question: asked.id }), signal);
    const skip = pressed("Skip all for today", () => talk.send("skip"), signal);
    const title = heading(asked.place);
    return [title, make("p", { class: "npqml-help" }, note), group, missing, make("div", { class: "npqml-buttons" }, check, pass, skip)];
  }
  function explained({ asked, left }) {
    const lines = asked.options.map(({ words, why, right, yours }) => {
      const verdict = `${right ? "Right" : "Not right"}${yours ? ", and your answer" : ""}: `;
      return make("li", {}, make("strong", {}, verdict), words, make("p", {}, why));
    });
    const given = asked.options.find(({ yours }) => yours);
    const title = heading(given.right ? "Your answer is right" : "Your answer is not right");
    const next = pressed(left ? "Next question" : "Done for today", () => talk.send("next"), signal);
    return [title, make("p", {}, asked.words), make("ul", {}, ...lines), make("div", { class: "npqml-buttons" }, next)];
  }
  function draw(page, step) {
    const { said, turn, ...rest } = page;
    if (JSON.stringify(rest) === shown) return;
    shown = JSON.stringify(rest);
    const done = () => [heading("Questions that come back"), make("p", {}, page.words)];
    const nodes = { question, explained, done }[page.mode](page);
    talk.body.replaceChildren(...nodes);
    if (step) nodes[0].focus();
  }
  talk.show();
}

export default view(render);

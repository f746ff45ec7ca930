// The state of a task in words, its hints one by one, starting again, bringing back, and a report of a problem.

const OLD_AFTER = 300; // ms: a new verdict that follows at once spares the detour in words
const REST = 700; // ms: "kept" is said of a text when typing rests, not between two keys
const OLD_SIGN = "↺";
const AWAY = "Not checked now, since Python is not running for this page: press Start at the top, or start the course again.";
const LAST = "When it was last checked: ";
const UNDER_WAY = "Your answer is on its way.";
const NO_VERDICT = ["not-tried", "kept"];

const LONGEST_REPORT = 1000; // characters; Python keeps no more
const REPORT_HELP =
  "Say what you expected and what you see. When you hand in, your words go to your provider together with your answer " +
  "and the numbers of this page. Do not name pupils.";
const REPORT_NEW = "Not saved yet: press “Save the report”.";
const REPORT_CHANGED = "Your changes are not saved yet: press “Save the report”.";
const REPORT_EMPTY = "There is nothing to save: write what is wrong first.";
const REPORT_CLEARED = "There is nothing to save: to take your report back, press “Withdraw the report”.";
const REPORT_UNSAVED =
  "Not saved yet. If this message stays, copy your report, then press Start at the top of the page.";

function button(words, action, signal) {
  const node = make("button", { type: "button", class: "npqml-button" }, words);
  node.addEventListener("click", () => node.getAttribute("aria-disabled") === "true" || action(), { signal });
  return node;
}

// A report of a problem: closed until it is wanted, saved by a button; Python answers in "report" with what it kept. What
// is written and not saved, the browser keeps.
function problemReport(model, signal) {
  const id = uniqueId();
  const describedBy = `${id}-help ${id}-count`;
  const area = make("textarea", { id, rows: 4, maxlength: LONGEST_REPORT, "aria-describedby": describedBy });
  const help = make("p", { id: `${id}-help`, class: "npqml-help" }, REPORT_HELP);
  const count = make("p", { id: `${id}-count`, class: "npqml-count" });
  const save = button("Save the report", () => (text() ? send(text()) : refuse()), signal);
  const withdraw = button("Withdraw the report", () => send(""), signal);
  const label = make("label", { for: id }, "What is wrong with this task?");
  const buttons = make("div", { class: "npqml-buttons" }, save, withdraw);
  const panel = make("div", { id: `${id}-panel`, hidden: true }, label, help, area, count, buttons);
  const toggle = make("button", {
    type: "button",
    class: "npqml-button npqml-disclosure",
    "aria-expanded": "false",
    "aria-controls": panel.id,
  }, "Report a problem with this task");
  const state = make("p", { class: "npqml-report-state", "aria-live": "polite" });
  let kept = ""; // the words that Python has kept, as far as this page has heard
  let withdrawing = false;
  let patience = 0;
  const place = model.get("place") && `${model.get("place")} problem report`;

  function open() {
    panel.hidden = !panel.hidden;
    toggle.setAttribute("aria-expanded", !panel.hidden);
  }
  function text() {
    return area.value.trim();
  }
  function refuse() {
    tell(state, kept ? REPORT_CLEARED : REPORT_EMPTY);
    area.focus();
  }
  function send(words) {
    withdrawing = !words;
    clearTimeout(patience);
    patience = setTimeout(() => tell(state, REPORT_UNSAVED), PATIENCE);
    model.send({ event: "report", words });
  }
  function show() {
    const { note, notice } = model.get("report");
    const changed = kept ? REPORT_CHANGED : REPORT_NEW;
    tell(state, [notice, text() === kept ? note : changed].filter(Boolean).join(" "));
    count.textContent = `${area.value.length.toLocaleString("en-GB")} of ${LONGEST_REPORT.toLocaleString("en-GB")} characters`;
    withdraw.setAttribute("aria-disabled", !kept);
    if (text() === kept) dropDraft(place);
    else keepDraft(place, { words: area.value });
  }
  // What somebody has written and not saved stays, whatever Python has kept.
  function take() {
    clearTimeout(patience);
    const { words } = model.get("report");
    if (withdrawing || text() === kept) fill(area, words);
    [kept, withdrawing] = [words, false];
    show();
  }

  const written = readDraft(place)?.words;
  kept = model.get("report").words;
  fill(area, written ?? kept);
  if (text() !== kept) open();
  toggle.addEventListener("click", open, { signal });
  area.addEventListener("input", show, { signal });
  follow(model, ["report"], signal, take);
  signal.addEventListener("abort", () => clearTimeout(patience));
  take();
  return make("div", { class: "npqml-report" }, toggle, panel, state);
}

function render({ model, el, signal }) {
  const mark = make("span", { class: "npqml-mark", "aria-hidden": "true" });
  const heading = make("strong", {});
  const message = make("span", {});
  const words = make("div", { role: "status" }, heading, message);
  const aside = make("div", {});
  const status = make("div", { class: "npqml-state" }, mark, make("div", {}, aside, words));
  const notice = make("div", { class: "npqml-note", "aria-live": "polite" });
  const hints = make("ol", { class: "npqml-hints", "aria-live": "polite", "aria-label": "Hints" });
  const again = button("Start this task again", () => model.send({ event: "reset" }), signal);
  const back = button("Bring back my earlier answer", () => model.send({ event: "bring_back" }), signal);
  const hint = button("", showNext, signal);
  const buttons = make("div", { class: "npqml-buttons" }, hint, again, back);
  const waiting = new Set(); // the controls of this task whose answer Python has not confirmed
  let away = false;
  let last = ""; // the state before it was old
  let timer = 0;

  function showNext() {
    model.set("hints_shown", model.get("hints_shown") + 1);
    model.save_changes();
  }
  const isOld = () => waiting.size > 0 || model.get("state") === "old";
  // The sign goes at once, for it would stand beside a text that it does not belong to; the words follow a little later.
  function showState() {
    clearTimeout(timer);
    if (model.get("state") !== "old") last = model.get("state");
    const state = away || isOld() ? "old" : model.get("state");
    if (state !== "kept") status.dataset.state = state;
    if (state === "old") mark.textContent = OLD_SIGN;
    tell(aside, away ? AWAY : "");
    const pause = state === "old" ? OLD_AFTER : state === "kept" && words.textContent ? REST : 0;
    if (pause) timer = setTimeout(writeState, pause);
    else writeState();
  }
  function writeState() {
    const state = away || isOld() ? "old" : model.get("state");
    status.dataset.state = state;
    mark.textContent = state === "old" ? OLD_SIGN : model.get("sign");
    const [said, why] = wordsFor(state);
    if (words.textContent === said + why) return;
    heading.textContent = said;
    message.textContent = why;
  }
  // Of an answer that only waits for a person, nothing was said that could be old.
  function wordsFor(state) {
    const why = model.get("message") && ` ${model.get("message")}`;
    if (state !== "old") return [model.get("heading"), why];
    if (NO_VERDICT.includes(last)) return [away ? "" : UNDER_WAY, ""];
    return [(isOld() ? model.get("earlier") : LAST) + model.get("heading"), why];
  }
  function hearControl({ detail }) {
    if (!model.get("place") || !detail.place.startsWith(`${model.get("place")} `)) return;
    const before = waiting.size;
    if (detail.waiting) waiting.add(detail.own);
    else waiting.delete(detail.own);
    if (Boolean(before) !== Boolean(waiting.size)) showState();
  }
  // Another tab keeps what it has not sent in the same store, and takes it out when Python has it.
  function hearStore({ key, newValue }) {
    if (newValue === null && key?.startsWith(`${draftKey(model.get("place"))} `)) look();
  }
  function look() {
    if (model.get("place") && !document.hidden && !isAway(model, el)) model.send({ event: "look" });
  }
  function showHints() {
    const all = model.get("hints");
    const shown = Math.min(model.get("hints_shown"), all.length);
    while (hints.children.length < shown) hints.append(make("li", {}, all[hints.children.length]));
    hints.hidden = shown === 0;
    hint.hidden = all.length === 0;
    hint.textContent =
      shown < all.length ? `Show a hint (${shown + 1} of ${all.length})` : `All hints are shown (${all.length})`;
    hint.setAttribute("aria-disabled", shown >= all.length);
  }
  const showBack = () => {
    const can = model.get("can_bring_back");
    back.setAttribute("aria-disabled", !can);
    back.hidden = !can && document.activeElement !== back; // whoever has just pressed it is not thrown off it
  };
  const showNotice = () => tell(notice, model.get("notice"));

  const hearPython = (now) => {
    away = now;
    showState();
  };
  watchPython(model, el, signal, hearPython);
  document.addEventListener("npqml-waiting", hearControl, { signal });
  document.addEventListener("visibilitychange", look, { signal });
  window.addEventListener("storage", hearStore, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  el.classList.add("npqml");
  el.replaceChildren(make("div", { class: "npqml-bar" }, status, notice, hints, buttons, problemReport(model, signal)));
  follow(model, ["state", "heading", "message", "sign"], signal, showState);
  follow(model, ["hints", "hints_shown"], signal, showHints);
  follow(model, ["can_bring_back"], signal, showBack);
  follow(model, ["notice"], signal, showNotice);
  last = model.get("state");
  tell(aside, "");
  [writeState, showHints, showBack, showNotice].forEach((each) => each());
  onceInThePage(el, signal, () => isAway(model, el) && hearPython(true));
  keepKeys(el);
}

export default view(render);

// How far somebody has come: the same rules as in the course's own progress page.

const BLANK = (value) =>
  value === null || value === undefined || (typeof value === "string" && !value.trim()) ||
  (Array.isArray(value) && !value.length) ||
  (typeof value === "object" && !Array.isArray(value) && Object.values(value).every(BLANK));

// Give a task's state and when it was last changed; `kept` is what its file holds, undefined where there is no file.
export function stateOf(task, kept) {
  if (kept === undefined) return { state: "open", saved: null };
  if (!isAnswer(kept)) return { state: "cannot be read", saved: null };
  const given = task.answers.filter((name) => !BLANK(kept.values[name])).length;
  return { state: given === task.answers.length ? "done" : given ? "begun" : "open", saved: Date.parse(kept.saved) };
}

function isAnswer(kept) {
  const isRecord = kept?.values && typeof kept.values === "object" && !Array.isArray(kept.values);
  return Boolean(isRecord) && typeof kept.saved === "string" && !Number.isNaN(Date.parse(kept.saved));
}

// Give every task of a module in the order of its pages, with its state.
export function tasksOf(module, keptIn) {
  return module.notebooks.flatMap((notebook) =>
    notebook.tasks.map((task) => ({
      ...task,
      module: module.id,
      path: notebook.path,
      ...stateOf(task, keptIn(`${module.id}/work/${task.id}.json`)),
    })));
}

export function inWords(tasks) {
  const count = (state) => tasks.filter((one) => one.state === state).length;
  const begun = count("begun") ? `, ${count("begun")} begun` : "";
  const unreadable = count("cannot be read") ? `, ${count("cannot be read")} that cannot be read` : "";
  return `${count("done")} of ${tasks.length} tasks done${begun}${unreadable}`;
}

// Give the task to go on with: the one worked on last, the next one after it that is not done, else the first open one.
export function whereToGoOn(tasks) {
  const worked = tasks.filter((one) => one.saved !== null);
  const last = worked.reduce((late, one) => (!late || one.saved > late.saved ? one : late), null);
  const ahead = last ? tasks.slice(tasks.indexOf(last)).filter((one) => one.module === last.module) : [];
  return [...ahead, ...tasks].find((one) => one.state !== "done") ?? null;
}

// Whether nothing was answered yet on the page that a task stands on: it is read from its top.
export function beginsPage(tasks, task) {
  return tasks.every((one) => one.path !== task.path || one.saved === null);
}

// Give how many questions will be asked today: at most five less those answered, none once they were skipped.
// Each module keeps its own list of all days, and one that is older than another says an earlier day.
export function dueToday(lists, now = new Date()) {
  const today = now.toISOString().slice(0, 10);
  const days = new Map();
  const answered = new Set();
  for (const kept of lists) {
    for (const [key, day] of Object.entries(kept?.due ?? {})) if (!(days.get(key) > day)) days.set(key, day);
    if (kept?.done?.day !== today) continue;
    if (kept.done.skipped) return 0;
    for (const key of kept.done.answered ?? []) answered.add(key);
  }
  const due = [...days].filter(([key, day]) => !answered.has(key) && String(day).slice(0, 10) <= today).length;
  return Math.max(0, Math.min(5 - answered.size, due));
}

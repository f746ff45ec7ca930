// A short text with a count of its words.

function countWords(text) {
  // What Python counts: whatever stands between spaces and has a letter or a digit in it.
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function countInWords(count, [least, most] = []) {
  const words = `${count} ${count === 1 ? "word" : "words"}`;
  return least === undefined ? words : `${words}; aim for ${least} to ${most}`;
}

function render({ model, el, signal }) {
  const inputId = uniqueId();
  const parts = frame({ model, el, signal }, { group: false, inputId });
  const countId = `${inputId}-count`;
  const area = make("textarea", {
    id: inputId,
    rows: parts.setup.rows,
    "aria-describedby": `${countId} ${parts.describedBy}`,
  });
  const count = make("p", { id: countId, class: "npqml-count" });
  const showCount = () => (count.textContent = countInWords(countWords(area.value), parts.setup.words));
  parts.body.append(area, count);
  area.addEventListener("input", showCount, { signal });
  keepAnswer({ model, el, signal }, parts, {
    read: () => area.value,
    show: (value) => {
      fill(area, value ?? "");
      showCount();
    },
    blank: "",
  });
}

export default view(render);

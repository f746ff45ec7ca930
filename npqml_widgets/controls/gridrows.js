// The rows of a table as they stand in the page: found, filtered, sorted, a page at a time.

const COLLATOR = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
const NUMBERS = { number: true, fixed: true };

// Change in the model's own list what Python has changed.
function patchRows(rows, { changed, order }) {
  const byId = new Map([...rows, ...changed].map((row) => [row[0], row]));
  const ids = order ?? rows.map(([id]) => id);
  rows.splice(0, rows.length, ...ids.map((id) => byId.get(id)));
}

class GridRows {
  // `rows` is the model's own list of [id, cells, notes, tags]: what Python changes is changed in it.
  constructor(rows, columns, size) {
    Object.assign(this, { rows, columns, size, words: "", tag: "", page: 0, sorted: null });
    this.places = new Map(columns.map((column, place) => [column.key, place]));
    this.arrange();
  }

  get(id) {
    return this.byId.get(id);
  }

  value(id, key) {
    return this.get(id)[1][this.places.get(key)];
  }

  // Find out which rows have to be drawn anew after Python has changed some: null for all.
  take({ changed, order }) {
    this.byId = new Map(this.rows.map((row) => [row[0], row]));
    if (!order) return changed.map(([id]) => id);
    const ids = this.rows.map(([id]) => id);
    const known = new Set(this.ids);
    const kept = this.ids.filter((id) => this.byId.has(id));
    const plain = !this.sorted && !this.words && !this.tag;
    // A row that is being worked on stays where it is: sorting and filters are applied when they are chosen.
    this.ids = plain ? ids : [...kept, ...ids.filter((id) => !known.has(id))];
    this.page = Math.min(this.page, this.pages - 1);
    return null;
  }

  // Find, filter and sort anew.
  arrange() {
    this.byId = new Map(this.rows.map((row) => [row[0], row]));
    const words = this.words.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
    const fits = ([, cells, , tags]) => {
      if (this.tag && !tags.includes(this.tag)) return false;
      if (!words.length) return true;
      const text = this.columns.map((column, place) => asShown(column, cells[place])).join("\n").toLocaleLowerCase("en-GB");
      return words.every((word) => text.includes(word));
    };
    const found = this.rows.filter(fits);
    this.ids = (this.sorted ? this.inOrder(found) : found).map(([id]) => id);
    this.page = Math.min(this.page, this.pages - 1);
  }

  // Blanks come last either way.
  inOrder(rows) {
    const { key, down } = this.sorted;
    const place = this.places.get(key);
    const column = this.columns[place];
    // A date sorts as it is kept (2026-03-31), a choice in the order of its options.
    const rank = new Map(column.options.map(([option], at) => [option, at]));
    const keyed = rows.map((row) => {
      const value = row[1][place];
      const blank = value === null || value === undefined || value === "";
      return { row, blank, value: rank.get(String(value)) ?? (column.kind in NUMBERS ? value : String(value ?? "")) };
    });
    const compare = (a, b) =>
      typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b));
    keyed.sort((a, b) => a.blank - b.blank || (down ? -1 : 1) * compare(a.value, b.value));
    return keyed.map(({ row }) => row);
  }

  get pages() {
    return Math.max(1, Math.ceil(this.ids.length / this.size));
  }

  get first() {
    return this.page * this.size;
  }

  get shown() {
    return this.ids.slice(this.first, this.first + this.size);
  }

  // Turn to the page on which a row stands; rows that a filter hides are let in again.
  turnTo(id) {
    if (!this.ids.includes(id)) {
      [this.words, this.tag] = ["", ""];
      this.arrange();
    }
    const place = this.ids.indexOf(id);
    if (place >= 0) this.page = Math.floor(place / this.size);
    return place < 0 ? null : place - this.first;
  }
}

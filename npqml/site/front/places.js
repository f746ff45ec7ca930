// Where in the course the files of somebody's work belong, however they were packed.

const RUNS = /\.(py|pyc|pyo|pyd|pth|so|dll|exe|com|msi|app|jar|js|mjs|wasm|sh|bash|bat|cmd|ps1|vbs|scr|lnk)$/i;
const JUNK = /^(__MACOSX|\.DS_Store|\.AppleDouble|\.Spotlight-V100|\.Trashes|\.ipynb_checkpoints|\.lock|Thumbs\.db|desktop\.ini|Icon\r?|\._.*)$/i;
// Control characters, those that turn the direction of writing, and what parts folders on Windows.
const NOT_IN_A_NAME = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\\]/;
const [LONGEST_NAME, DEEPEST] = [200, 12];
const ANSWERS = /^(?:(.*)\/)?work\/([^/]+?)-[^/]+\.json$/;

// Tell what a computer leaves beside files, and nobody's work is in.
export function isJunk(path) {
  return path.split(/[\\/]/).some((part) => JUNK.test(part));
}

function isName(part) {
  return part.length > 0 && part.length <= LONGEST_NAME && !part.startsWith(".") && part.trim() !== "" && !NOT_IN_A_NAME.test(part);
}

// Give a path as it is written here, or null where it leads elsewhere or holds what could run by itself.
export function plainPath(path) {
  const plain = (path.includes("/") ? path : path.replaceAll("\\", "/")).normalize("NFC");
  const parts = plain.split("/");
  return parts.length <= DEEPEST && parts.every(isName) && !parts[0].includes(":") && !RUNS.test(plain) ? plain : null;
}

// Give the folder in which most of the work lies, and the module it is where it is a module's folder by another name.
function top(paths, modules) {
  const counted = new Map();
  const count = (folder, module) => {
    const key = JSON.stringify([folder, module]);
    counted.set(key, (counted.get(key) ?? 0) + 1);
  };
  for (const path of paths) {
    const parts = path.split("/");
    const place = parts.slice(0, -1).findIndex((part) => modules.includes(part));
    if (place >= 0) count(parts.slice(0, place).join("/"), "");
  }
  if (!counted.size) {
    for (const [, folder, module] of paths.map((path) => ANSWERS.exec(path)).filter(Boolean)) {
      if (modules.includes(module)) count(folder ?? "", module);
    }
  }
  const [most] = [...counted].sort(([one, many], [other, more]) => more - many || one.length - other.length);
  return most ? JSON.parse(most[0]) : null;
}

// Give each file's place in the course, or null, in their order: beside each other as they were packed.
export function placesOf(paths, modules) {
  const plain = paths.map((path) => (isJunk(path) ? null : plainPath(path)));
  const found = top(plain.filter((path) => path !== null), modules);
  if (!found) return plain.map(() => null);
  const [folder, module] = found;
  const before = folder ? `${folder}/` : "";
  const into = module ? `${module}/` : "";
  return plain.map((path) => (path?.startsWith(before) ? into + path.slice(before.length) : null));
}

// Where JupyterLite keeps a candidate's files in this browser: a database with one record a file.

export class Store {
  constructor(name) {
    this.name = name;
  }

  // Give the database, or null where nothing was kept yet and nothing is to be written.
  async open(writing = false) {
    if (!writing && !(await this.exists())) return null;
    const first = await opened(this.name);
    if (first.objectStoreNames.contains("files")) return first;
    first.close();
    if (!writing) return null;
    return opened(this.name, first.version + 1, (database) => database.createObjectStore("files"));
  }
  async exists() {
    if (!indexedDB.databases) return true; // an older browser does not say
    return (await indexedDB.databases()).some(({ name }) => name === this.name);
  }

  // Give every file that is kept, by its path; folders are left out.
  async files() {
    const database = await this.open();
    if (!database) return new Map();
    const records = await asked(database.transaction("files").objectStore("files").getAll());
    database.close();
    return new Map(records.filter((one) => one?.type && one.type !== "directory").map((one) => [one.path, one]));
  }

  // Keep files, and the folders above them, all or none.
  async put(models) {
    const database = await this.open(true);
    const change = database.transaction("files", "readwrite");
    const files = change.objectStore("files");
    for (const model of models) {
      files.put(model, model.path);
      for (const folder of foldersOf(model.path)) {
        const there = files.getKey(folder);
        there.onsuccess = () => there.result === undefined && files.put(folderModel(folder), folder);
      }
    }
    await new Promise((done, failed) => {
      change.oncomplete = done;
      change.onerror = change.onabort = () => failed(change.error);
    });
    database.close();
  }
}

function opened(name, version, upgrade) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => upgrade?.(request.result);
  return asked(request);
}
function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
function foldersOf(path) {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, place) => parts.slice(0, place + 1).join("/"));
}
function folderModel(path) {
  return { ...described(path), type: "directory", format: "json", mimetype: "application/json", content: [], size: 0 };
}
function described(path) {
  const now = new Date().toISOString();
  return { name: path.split("/").at(-1), path, created: now, last_modified: now, writable: true };
}

// Give a file's bytes.
export function bytesOf({ format, content }) {
  if (format === "base64") return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  return new TextEncoder().encode(format === "json" ? JSON.stringify(content, null, 1) : content);
}

// Give a file as it is kept.
export function fileModel(path, bytes) {
  const notebook = path.endsWith(".ipynb");
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return {
    ...described(path),
    type: notebook ? "notebook" : "file",
    format: notebook ? "json" : "base64",
    mimetype: notebook ? null : "octet/stream",
    content: notebook ? JSON.parse(new TextDecoder().decode(bytes)) : btoa(letters),
    size: bytes.length,
  };
}

// Give what a JSON file holds, or null where it holds none.
export function jsonOf(model) {
  try {
    return model.format === "json" ? model.content : JSON.parse(new TextDecoder().decode(bytesOf(model)));
  } catch {
    return null;
  }
}

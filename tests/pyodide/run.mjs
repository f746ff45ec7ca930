// Runs the tests of npqml_widgets in the browser's Python: node run.mjs PYODIDE_FOLDER REPOSITORY WHEELS TESTS...

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const HOME = "/home/pyodide"; // the browser's Python starts in this folder
const [, , pyodideFolder, repository, wheels, ...tests] = process.argv;
const { loadPyodide } = await import(pathToFileURL(join(pyodideFolder, "pyodide.mjs")).href);
const started = Date.now();
const pyodide = await loadPyodide({ indexURL: `${pyodideFolder}/`, stdout: (line) => console.log(line), stderr: (line) => console.log(line) });
await pyodide.loadPackage(
  ["pandas", "matplotlib", "ipywidgets", "anywidget", "attrs", "cattrs", "openpyxl", "fsrs", "ipython", "sqlite3"],
  { messageCallback: () => {}, errorCallback: (words) => console.log(words) },
);

// Everything is copied: the browser's file system is in memory too.
function copy(from, to) {
  pyodide.FS.mkdirTree(to);
  for (const name of readdirSync(from).sort()) {
    if (name.startsWith(".") || name === "__pycache__") continue;
    const [source, target] = [join(from, name), `${to}/${name}`];
    if (statSync(source).isDirectory()) copy(source, target);
    else pyodide.FS.writeFile(target, readFileSync(source));
  }
}
for (const name of ["npqml_widgets", "course", "release"]) copy(join(repository, name), `${HOME}/${name}`);
copy(join(repository, "tests", "npqml_widgets"), `${HOME}/tests/npqml_widgets`);
copy(join(repository, "tests", "courseupdate"), `${HOME}/tests/courseupdate`);
for (const name of ["conftest.py", "__init__.py"]) {
  try {
    pyodide.FS.writeFile(`${HOME}/tests/${name}`, readFileSync(join(repository, "tests", name)));
  } catch {
    // tests need no package of their own
  }
}
pyodide.FS.mkdirTree(`${HOME}/site`);
for (const name of readdirSync(wheels).filter((one) => one.endsWith(".whl")).sort()) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(join(wheels, name))), "wheel", { extractDir: `${HOME}/site` });
}
console.log(`Pyodide ${pyodide.version} is ready after ${((Date.now() - started) / 1000).toFixed(1)} s`);
pyodide.globals.set("asked", pyodide.toPy(tests));
let code = 3;
try {
  code = await pyodide.runPythonAsync(`
import os, sys
os.chdir("${HOME}")
sys.path[:0] = ["${HOME}", "${HOME}/site"]
sys.setrecursionlimit(900)
import pytest
int(pytest.main(list(asked)))
`);
} catch (problem) {
  console.log(`Python stopped: ${String(problem.message ?? problem).slice(-2000)}`);
}
process.exit(code);

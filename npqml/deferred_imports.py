"""What other libraries load although no command of ours uses it, put off until something asks for it.

Measured before: importing nbgrader starts four server extensions (1 s), jsonschema compiles 38 grammars of addresses
that no notebook holds (1.5 s), and setuptools comes along for unpacking archives. Nothing is taken away: whatever is
put off loads at its first use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec, spec_from_loader
from types import ModuleType
from typing import Any

FACES = {"jupytext", "nbconvert", "nbconvert.exporters", "nbgrader", "papermill", "setuptools"}
"""Packages whose `__init__` imports far more than the module inside them that we use."""
FUNCTIONS = {
    "rfc3987_syntax": ("is_valid_syntax",),
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
}
"""Functions that a library imports and hardly ever calls, by their module."""


def defer_imports() -> None:
    """Put off all of this from now on; what has been imported by then stays as it is."""
    sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    """Finds the modules that are put off."""

    def __init__(self) -> None:
        self._asked: set[str] = set()

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name in FACES:
            found = PathFinder.find_spec(name, path)
            if found is not None and found.loader is not None:
                found.loader = _Face(found.loader)
            return found
        if name in FUNCTIONS and name not in self._asked:
            return spec_from_loader(name, _Functions(FUNCTIONS[name], self._asked))
        return None


class _Face(Loader):
    """Lets a package's modules be imported at once, and runs its `__init__` when another name in it is asked for."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def get(attribute: str) -> Any:
            if find_spec(f"{module.__name__}.{attribute}") is not None:
                raise AttributeError(attribute)  # a module inside: the import goes on to load that alone
            module.__dict__.pop("__getattr__", None)
            self._loader.exec_module(module)
            return getattr(module, attribute)

        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__dict__["__getattr__"] = get


class _Functions(Loader):
    """Lets functions stand for the module that they are in, each of which loads it when called."""

    def __init__(self, names: Sequence[str], asked: set[str]) -> None:
        self._names, self._asked = names, asked

    def exec_module(self, module: ModuleType) -> None:
        for name in self._names:
            setattr(module, name, self._loading(module, name))

    def _loading(self, module: ModuleType, name: str) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            self._asked.add(module.__name__)
            if sys.modules.get(module.__name__) is module:
                del sys.modules[module.__name__]
            # Asked for any name, a package runs its `__init__`: setuptools' own makes what its modules need findable.
            getattr(sys.modules.get(module.__name__.rpartition(".")[0]), "anything", None)
            return getattr(import_module(module.__name__), name)(*values, **named)

        return call

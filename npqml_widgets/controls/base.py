"""What every widget of a form has in common: its script, its style, and words for a saved notebook."""

from __future__ import annotations

from importlib import resources
from typing import Any

import anywidget
import traitlets

HERE = "npqml_widgets.controls"


def script(*names: str, package: str = HERE) -> str:
    """The JavaScript of one control, from these files of a package, behind what all of them share."""
    return "\n".join([_file("drafts.js"), _file("common.js"), *(_file(name, package) for name in names)])


def stylesheet(*more: str) -> str:
    """The style sheet that all controls share, with what these files add to it."""
    return "\n".join(map(_file, ("controls.css", *more)))


def _file(name: str, package: str = HERE) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def with_words(shown: Any, words: str) -> Any:
    """What a widget hands to a notebook, with these words as its plain text."""
    bundle = shown[0] if isinstance(shown, tuple) else shown
    if bundle is not None:
        bundle["text/plain"] = words
    return shown


class Shown(anywidget.AnyWidget):
    """A widget whose saved notebook still says in words what it showed."""

    _css = stylesheet()

    def as_text(self) -> str:
        """What the widget shows in plain words."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return with_words(super()._repr_mimebundle_(**kwargs), self.as_text())


class Kept(Shown):
    """A widget of which a browser keeps what Python has not answered, under the name `place`."""

    place = traitlets.Unicode("").tag(sync=True)

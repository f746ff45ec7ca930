"""The control for handing in: the candidate's id, one button, what was found, and the receipt."""

from __future__ import annotations

from npqml_widgets.controls.base import script, stylesheet
from npqml_widgets.controls.steps import Steps


class HandInControl(Steps):
    """Checks and packs a module, and gives the packed file to the page when it is asked for."""

    _esm = script("steps.js", "handin.js")
    _css = stylesheet("forms.css", "steps.css", "handin.css")

    def give(self, name: str, content: bytes) -> None:
        """Hand a file to the page, which offers it as a download."""
        self.send({"event": "file", "name": name}, buffers=[content])

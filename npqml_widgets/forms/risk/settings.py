"""The scales and the appetite of a risk register as entries of a form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from attrs import evolve

from npqml_widgets.controls.cells import Column, Row
from npqml_widgets.documents.risk.changes import resized
from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.risk.scales import CATEGORIES, SIZES
from npqml_widgets.documents.shared.cells import text_of

_GRIDS = {str(size): f"{size} levels of likelihood, {size} of impact" for size in SIZES}


def setting_columns(register: Register) -> list[Column]:
    """Return an entry for each setting: as many level words as the grid has levels."""
    levels = range(1, register.size + 1)
    highest = register.size**2
    return [
        Column("title", "Title", help="What the register is about, such as your project."),
        Column("setting", "School or setting"),
        Column(
            "size", "Grid", "choice", _GRIDS, help="On another grid each level moves to the nearest. Undo is below."
        ),
        Column("appetite", "Appetite", "number", help=f"The highest score to accept without action: 0 to {highest}."),
        *(
            Column(f"appetite {key}", f"Appetite for {words.lower()}", "number", help="Blank: as for all.")
            for key, words in CATEGORIES.items()
        ),
        *(Column(f"likelihood {level}", f"Likelihood {level}") for level in levels),
        *(Column(f"impact {level}", f"Impact {level}") for level in levels),
    ]


def settings_row(register: Register) -> Row:
    """Return the settings as they are."""
    own = {f"appetite {key}": value for key, value in register.category_appetite.items()}
    words = {
        f"{name} {level}": one
        for name in ("likelihood", "impact")
        for level, one in enumerate(getattr(register, name), 1)
    }
    first = {"title": register.title, "setting": register.setting, "size": str(register.size)}
    return Row("settings", {**first, "appetite": register.appetite, **own, **words})


def with_setting(register: Register, key: str, typed: object, now: datetime) -> Register:
    """Return the register with a setting as typed; raises ValueError, in words, where it cannot be."""
    text = text_of(typed)
    name, _, part = key.partition(" ")
    if key == "size":
        return resized(register, int(text), now)
    if name == "appetite":
        own: dict[Any, int] = register.category_appetite
        if part and not text.strip():
            return evolve(register, category_appetite={k: v for k, v in own.items() if k != part})
        value = _whole_number(text, register.size**2)
        if not part:
            return evolve(register, appetite=value)
        own = {**own, part: value}
        return evolve(register, category_appetite=own)
    if name in ("likelihood", "impact"):
        words = list(getattr(register, name))
        words[int(part) - 1] = text
        scale: dict[str, Any] = {name: tuple(words)}
        return evolve(register, **scale)
    texts: dict[str, Any] = {name: text}
    return evolve(register, **texts)


def _whole_number(text: str, highest: int) -> int:
    if not text.strip().isdecimal() or int(text) > highest:
        raise ValueError(f"found “{text[:20]}”, expected a whole number from 0 to {highest}.")
    return int(text)

"""The areas, modules and criteria that the candidate's side knows are the framework's."""

from __future__ import annotations

import tomllib
from pathlib import Path

from npqml_widgets.documents.criteria import areas, criteria, modules
from npqml_widgets.keeping.plain import to_plain

FRAMEWORK = Path(__file__).parents[3] / "course" / "framework.toml"


def test_ids_parts_modules_and_words_are_those_of_the_framework_in_its_order():
    theirs = tomllib.loads(FRAMEWORK.read_text(encoding="utf-8"))["criteria"]
    keys = ("id", "part", "modules", "text")
    assert [{key: one[key] for key in keys} for one in theirs] == [
        to_plain(one) | {"modules": list(one.modules)} for one in criteria()
    ]


def test_areas_and_modules_are_those_of_the_framework_in_its_order():
    framework = tomllib.loads(FRAMEWORK.read_text(encoding="utf-8"))
    assert [(area["id"], area["title"]) for area in framework["areas"]] == [(area.id, area.title) for area in areas()]
    assert [(each["id"], each["area"], each["text"]) for each in framework["learn_how_to"]] == [
        (module.id, module.area, module.text) for module in modules()
    ]

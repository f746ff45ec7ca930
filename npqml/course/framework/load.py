"""Reading the framework from course/framework.toml: only one that agrees with itself is given."""

from __future__ import annotations

from pathlib import Path

import attrs

from npqml.course.framework.checks import faults
from npqml.course.framework.model import Contents, File, Framework, LearnHowTo
from npqml.course.toml import read_toml, refuse


def load_framework(course: Path) -> Framework:
    """Give the framework of a course; raises Refusal or Refusals when its file is missing or inconsistent."""
    path = course / "framework.toml"
    file = read_toml(path, File)
    found = faults(path, file)
    if found:
        refuse(found)
    return _joined(file)


def _joined(file: File) -> Framework:
    modules = tuple(
        LearnHowTo(
            one.id, one.area, one.slug, one.text,
            criteria=tuple(criterion.id for criterion in file.criteria if one.id in criterion.modules),
            learn_about=tuple(about.id for about in file.learn_about if about.module == one.id),
        )
        for one in file.learn_how_to
    )  # fmt: skip
    shared = {field.name: getattr(file, field.name) for field in attrs.fields(Contents)}
    return Framework(**shared, learn_how_to=modules)

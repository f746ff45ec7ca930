from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
npqml: {module: 1a, kind: learn-how-to, criteria: [1.1.1, 1.1.2], minutes: 30}
---
"""

BODY = """
# Who is on roll?

```{code-cell} python
:tags: [parameters]

minimum_group = 6
```

```{code-cell} python
from npqml_widgets import answer, check, data, mistake, number, same_number, task
```

## Task 1: how many pupils are on roll?

```{code-cell} python
task("1a-t1", criterion="1.1.1", hints=["Look at the column Left."], on_roll=number("Pupils on roll"))
```

```{code-cell} python
:npqml: {task: 1a-t1, answers: [on_roll]}

on_roll = answer("1a-t1")
### BEGIN SOLUTION
on_roll = int(data("pupils-clean.csv")["UPN"].nunique())
### END SOLUTION
```

```{code-cell} python
:npqml: {check: 1a-t1, points: 2}

with check("1a-t1") as _given:
    _export = data("pupils.csv")
    mistake("all-rows", same_number(_given.on_roll, len(_export), 0), "You counted every row.")
    ### BEGIN HIDDEN TESTS
    assert same_number(_given.on_roll, data("pupils-clean.csv")["UPN"].nunique(), 0), "Not the number we get."
    ### END HIDDEN TESTS
```
"""


@pytest.fixture
def good_text() -> str:
    """A small notebook that breaks no rule."""
    return HEADER + BODY


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write a text as a module's learn-how-to.md."""

    def write_text(text: str) -> Path:
        path = tmp_path / "learn-how-to.md"
        path.write_text(text, encoding="utf-8")
        return path

    return write_text

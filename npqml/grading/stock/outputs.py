"""What a cell showed in the sandbox, as nbgrader's marks need it, and where the sandbox may have made a difference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import frozen
from nbgrader import utils

from npqml.grading.cleaning.outputs import clean_outputs

# A check whose own text uses stderr means what it prints there; unittest prints its verdict there.
MEANS_STDERR = re.compile(r"\bstderr\b|\bunittest\b")
NO_ERROR = "The cell ended with an error that it did not show."
WARNED = "a warning was printed (stderr); nbgrader would give no marks for that, here it costs none"
OUTSIDE = re.compile(r"No such file or directory: '(/|~|\.\.)|^\[Errno 2\].*'(/|~|\.\.)")
REFUSALS = (
    (
        re.compile(
            r"URLError|ConnectionError|gaierror|NameResolution|MaxRetryError|name resolution|ConnectTimeout|"
            r"Operation not permitted|can't start new thread|Resource temporarily unavailable"
        ),
        "it wanted the internet, a further program or a thread, which the sandbox may refuse",
    ),
    (re.compile(r"MemoryError|No space left on device"), "it wanted more memory or room than the sandbox gives"),
    (re.compile(r"pyarrow"), "it wanted pyarrow, which is left out when notebooks are graded"),
)


@frozen
class Made:
    """The outputs of a cell, made harmless; where the mark differs from nbgrader's on purpose, and may by accident."""

    outputs: list[dict[str, Any]]
    differences: list[str]
    refused: list[str]


def graded_outputs(cell: Any, message: Mapping[str, Any], late: Mapping[str, Any] | None) -> Made:
    """Give the outputs that a graded cell has; `late` is the error that nbgrader adds where the time was up."""
    outputs = clean_outputs(message.get("outputs"))
    errors = [one for one in outputs if one["output_type"] == "error"]
    error = message.get("error")
    if error != "" and not errors:  # it was lost behind a flood of other outputs, or taken out on purpose
        name, _, said = (error if isinstance(error, str) else NO_ERROR).partition(": ")
        errors = clean_outputs(
            [{"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}]
        )
        outputs += errors
    if late is not None:
        outputs.append({"output_type": "error", **late})
    return Made(outputs, _without_warnings(cell, outputs), _refusals(errors))


def _without_warnings(cell: Any, outputs: list[dict[str, Any]]) -> list[str]:
    """Turn what a check printed to stderr into plain print, where nbgrader would take its marks for it."""
    warned = [one for one in outputs if one["output_type"] == "stream" and one["name"] == "stderr"]
    if not warned or not utils.is_grade(cell) or utils.is_solution(cell) or MEANS_STDERR.search(cell.source):
        return []
    for one in warned:
        one["name"] = "stdout"
    return [WARNED]


def _refusals(errors: list[dict[str, Any]]) -> list[str]:
    found = []
    for one in errors:
        said = f"{one['ename']}: {one['evalue']}"
        found += [why for pattern, why in REFUSALS if pattern.search(said)]
        if one["ename"] == "FileNotFoundError" and OUTSIDE.search(one["evalue"]):
            found.append("it wanted a file outside of the assignment's folder, which the sandbox does not hold")
    return list(dict.fromkeys(found))

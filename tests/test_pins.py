"""No mirror: whether each pin of constraints.txt holds on every Python that the README promises.

It is read from the metadata of what is installed, without a network. A pin that is not installed as it stands, because
the environment is older than the pins or belongs to another system, is left to the next `make test`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROMISED = ("3.11.0", "3.12.0", "3.13.0")  # the first of each: a pin that needs 3.11.5 does not hold on Debian's 3.11.2
NEVER_PINNED = {"pip", "setuptools"}  # a virtual environment brings its own


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    return {canonical(name): version for name, version in (line.split("==") for line in lines)}


def installed() -> dict[str, Distribution]:
    """What is installed as it is pinned, by name."""
    found = {canonical(each.metadata["Name"]): each for each in distributions()}
    return {name: found[name] for name, version in pins().items() if name in found and found[name].version == version}


def needed(distribution: Distribution, python: str) -> Iterator[str]:
    """What a package needs on a Python on this system, extras apart."""
    about = {"python_version": python.rpartition(".")[0], "python_full_version": python, "extra": ""}
    for line in distribution.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(about):
            yield canonical(requirement.name)


@pytest.mark.parametrize("python", PROMISED)
def test_every_pin_holds_on_each_python_that_is_promised(python):
    asked = {name: each.metadata.get("Requires-Python", "") for name, each in installed().items()}
    assert len(asked) > 100
    assert {name: spec for name, spec in asked.items() if not SpecifierSet(spec).contains(python)} == {}


@pytest.mark.parametrize("python", PROMISED)
def test_whatever_a_pin_needs_on_that_python_is_pinned_too(python):
    known = {*pins(), *NEVER_PINNED}
    missing = {
        (name, other) for name, each in installed().items() for other in needed(each, python) if other not in known
    }
    assert missing == set()


def test_the_readme_the_makefile_and_the_package_promise_the_same():
    first = PROMISED[0].rpartition(".")[0]
    assert f'requires-python = ">={first}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"Python {PROMISED[0]} or later" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "sys.version_info < (3, 11)" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_a_line_pins_one_version_and_names_no_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []

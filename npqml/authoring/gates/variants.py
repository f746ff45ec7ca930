"""The variants of a cohort: the seeds that it is tried with, and that no answer is the same in all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from npqml.course.cohort import Cohort
from npqml.course.modules import Module
from npqml.refusal import Refusal

FEWEST = 6
"""In fewer variants a number may be the same by chance: a share of four or five promises takes only a few values."""


def seeds(cohort: Cohort, variants: int) -> list[int]:
    """The cohort's own seed and further ones, always the same for the same cohort."""
    return [cohort.seed, *(cohort.seed + 101 * step for step in range(1, variants + 1))]


def same_numbers(module: Module, cohort: str, variants: Sequence[dict[str, float]]) -> Iterator[Refusal]:
    """A refusal for each numeric answer that all variants share: a candidate could copy a neighbour's.

    `variants` are the numeric answers of each, by task and name. Of fewer than six nothing can be told.
    """
    first, *others = variants
    if len(variants) < FEWEST:
        return
    for name, value in first.items():
        if all(answers.get(name) == value for answers in others):
            yield Refusal(
                module.learn_how_to,
                f"{name} ({cohort})",
                found=f"the answer {value:g} for every seed",
                expected="another number in each variant",
                do="Have the check compute it from the data.",
            )

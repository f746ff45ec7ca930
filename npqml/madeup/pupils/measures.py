"""What each phase calls its starting point, its result and the standard to reach."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Phase = Literal["primary", "secondary", "special"]


@frozen
class Measure:
    """The columns and the words for prior attainment and result in one phase."""

    baseline: str
    """Column of prior attainment."""
    outcome: str
    """Column of the result."""
    standard: int | str
    """The result that meets the standard: a number, or the column that holds each pupil's own target."""
    unit: str
    """What one step of the outcome is called."""
    units: str
    """The same for more than one."""
    baseline_words: str
    """Prior attainment, as it reads in a sentence."""
    outcome_words: str
    """The result, as it reads in a sentence."""
    standard_words: str
    """The standard, as it reads in a sentence after 'reached'."""
    comparison_words: str
    """Where the averages in estimates.csv come from, as a sentence."""
    paper_words: str
    """What questions.csv holds the questions of, as it reads in a sentence."""


_MEASURES: dict[str, Measure] = {
    "primary": Measure(
        baseline="KS1 Maths",
        outcome="KS2 Maths",
        standard=100,
        unit="point",
        units="points",
        baseline_words="the key stage 1 scaled score in mathematics",
        outcome_words="the key stage 2 scaled score in mathematics",
        standard_words="the expected standard (a scaled score of 100 or more)",
        comparison_words=(
            "The estimates come from a made-up network of schools. No national table of key stage 2 results "
            "by key stage 1 score is open for this year group, so they are for practice only."
        ),
        paper_words="a practice paper that a network of schools shares, with questions like those of key stage 2",
    ),
    "secondary": Measure(
        baseline="KS2 Average",
        outcome="GCSE Maths",
        standard=5,
        unit="grade",
        units="grades",
        baseline_words="the key stage 2 average scaled score (reading and mathematics)",
        outcome_words="the GCSE grade in mathematics",
        standard_words="a strong pass (grade 5 or above)",
        comparison_words=(
            "The estimates are national: the average GCSE mathematics grade of pupils in state-funded "
            "schools in England in 2023/24, by key stage 2 average (Department for Education, revised)."
        ),
        paper_words="the mock examination that a network of schools shares",
    ),
    "special": Measure(
        baseline="Start",
        outcome="End",
        standard="Target",
        unit="step",
        units="steps",
        baseline_words="the step in mathematics at the start of the year",
        outcome_words="the step in mathematics at the end of the year",
        standard_words="the pupil's own target for the year",
        comparison_words=(
            "The estimates come from a made-up network of special schools that use the same small steps. "
            "No national comparison exists for such steps, so they are for practice only."
        ),
        paper_words="the network's shared tasks",
    ),
}


def measure(phase: str) -> Measure:
    """Return the columns and words of a phase: "primary", "secondary" or "special".

    Raises ValueError for any other phase; a cohort file is checked before it comes here.
    """
    try:
        return _MEASURES[phase]
    except KeyError:
        raise ValueError(f"phase is {phase!r}; expected one of {', '.join(_MEASURES)}") from None

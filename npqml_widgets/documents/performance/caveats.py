"""What may not be said from pupil performance data, worked out from it: who is missing, who started where, by what."""

from __future__ import annotations

from collections.abc import Iterator

from npqml_widgets.documents.performance.model import GROUPS, PupilPerformance, Results, shown

MUCH = 0.2
"""From this share of a group without a gain on, the rest may differ from all of it."""
BY_LOT = (
    "Places went by lot. So the difference may be put down to the project as it was offered, for these pupils, this "
    "year. It does not say which part of it did it, or that another group would gain as much."
)
NOT_BY_LOT = (
    "Places did not go by lot, so the two groups may have differed before it began, also in what nobody measured. The "
    "difference is no proof that the project caused it."
)
EVERYBODY_GROWS = (
    "Pupils gain in a year without any project. The gain of the project pupils alone is not what the project added."
)
NOT_EACH = "An average says nothing of one pupil: in the group that gained more, some may have gained nothing."
NOT_IN_MONTHS = "Marks are no months of progress. To turn them into months takes a table that was made for this test."
NOT_BY_ATTENDANCE = (
    "Compare pupils as they were placed. Those who came often are others than those who stayed away, before the first "
    "session too."
)


def may_not_be_said(document: PupilPerformance) -> tuple[str, ...]:
    """Return what the figures do not bear, a sentence or two each; empty before there are any."""
    results = shown(document)
    if results is None:
        return ()
    return (
        EVERYBODY_GROWS,
        *_difference(document, results),
        *_cause(document, results),
        *_start(document, results),
        *_missing(document, results),
        *_hidden(document, results),
        *_scale(document),
        NOT_EACH,
        NOT_BY_ATTENDANCE,
        NOT_IN_MONTHS,
    )


def _difference(document: PupilPerformance, results: Results) -> Iterator[str]:
    interval = results.interval
    if results.difference is None:
        yield "Without the gain of comparison pupils nothing can be said about what the project added."
    elif interval is None:
        yield "No interval can be had from averages: whether the difference is more than chance is not known."
    elif interval[0] <= 0 <= interval[1]:
        yield (
            "The interval of the difference holds 0. It is shown neither that the project helped nor that it did not: "
            "too few pupils, or too small a difference, to tell."
        )
    else:
        width = interval[1] - interval[0]
        yield (
            f"The interval is {width:.2f} {document.units} wide. Give both of its ends with the difference, not the "
            "middle alone."
        )


def _cause(document: PupilPerformance, results: Results) -> Iterator[str]:
    if results.difference is not None:
        yield BY_LOT if document.allocation == "lot" else NOT_BY_LOT


def _start(document: PupilPerformance, results: Results) -> Iterator[str]:
    ours, theirs = results.project.cells[0].mean, results.comparison.cells[0].mean
    if ours is None or theirs is None or round(ours - theirs, 2) == 0:
        return
    apart = ours - theirs
    where = "lower" if apart < 0 else "higher"
    said = (
        f"At the start the project pupils stood {abs(apart):.2f} {document.units} {where} than the comparison pupils."
    )
    if document.allocation == "lot":
        yield f"{said} As places went by lot, that is chance."
    elif apart > 0:
        yield f"{said} Pupils who start higher may gain at another pace without any project."
    else:
        yield (
            f"{said} Pupils who are chosen for low marks rise somewhat anyway, as part of a low mark is bad luck on "
            "the day."
        )


def _missing(document: PupilPerformance, results: Results) -> Iterator[str]:
    if document.source == "hand":
        yield "Who is missing at which point is not known, so the averages may be of different pupils each time."
        return
    for side in results.groups:
        if side.listed and side.gainers is not None and side.gainers < side.listed:
            out = side.listed - side.gainers
            many = " They are many: the gain may be another one for all of them." if out > MUCH * side.listed else ""
            who = f"{GROUPS[side.group].lower()} {'is' if out == 1 else 'are'}"
            yield (
                f"{out} of {side.listed} {who} not in the gain. Who misses a check is seldom like the rest, and might "
                f"have gained more or less.{many}"
            )


def _hidden(document: PupilPerformance, results: Results) -> Iterator[str]:
    cells = [cell.mean for side in results.groups for cell in side.cells]
    hidden = cells.count(None) + sum(part.gain is None for part in results.parts)
    if hidden:
        words = "number is" if hidden == 1 else "numbers are"
        yield (
            f"{hidden} {words} hidden or not known: fewer than {document.limit} pupils stand behind them, or could be "
            "worked out. Do not give them elsewhere, as with another table of the same pupils."
        )


def _scale(document: PupilPerformance) -> Iterator[str]:
    if document.scale == "different":
        yield "The tests have different scales. A change from one to the next is no gain, and is not to be called one."
    elif document.scale == "comparable":
        yield (
            "Results on a standardised scale stay the same for a pupil who learns as much as others of that age: no "
            "change is not no learning."
        )

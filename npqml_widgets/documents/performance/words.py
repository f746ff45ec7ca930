"""Every figure of pupil performance data that matters, in words: the form, the page and the text all say these."""

from __future__ import annotations

from npqml_widgets.documents.performance.model import (
    COUNTED,
    GROUPS,
    POINT_WORDS,
    POINTS,
    Cell,
    Measured,
    Part,
    Point,
    PupilPerformance,
    Results,
    shown,
)
from npqml_widgets.documents.rawdata.words import HIDDEN, count_words, signed
from npqml_widgets.documents.shared.dates import as_said

CELL_HEADINGS = ("Point in time", *GROUPS.values())
MISSING_HEADINGS = ("Pupils", *GROUPS.values())
PART_HEADINGS = ("Who", "n", "Average gain")
NO_FIGURES = "There are no figures yet."


def point_words(point: Point) -> str:
    """Return a point in time in words."""
    day = as_said(point.day) if point.day else "no date yet"
    return f"{day} ({point.test.strip()})" if point.test.strip() else day


def when_words(document: PupilPerformance, place: int) -> str:
    """Return one of the points by its date, else by its name."""
    day = document.points[place].day
    return as_said(day) if day else f"the {POINTS[place]}"


def who_words(document: PupilPerformance) -> str:
    """Return of which pupils the averages are."""
    if document.source == "hand":
        return (
            "The averages were given to the author. Whether they are of the same pupils at each point, the numbers do "
            "not tell."
        )
    return f"{COUNTED[document.counted]}."


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def gain_words(document: PupilPerformance, found: Measured) -> str:
    """Return how much a group gained, of how many pupils, and how sure that is."""
    who = GROUPS[found.group]
    start, end = found.cells[0], found.cells[-1]
    if found.gain is None:
        return f"{who}: no gain is given. They are fewer than {document.limit}, or a start or an end is missing."
    if found.interval is None:
        number = f"{start.pupils} at the start, {end.pupils} at the end"
        return (
            f"{who}: their average changed by {signed(found.gain)} {document.units} ({number}). No interval is given: "
            "averages do not tell how each pupil's own mark changed."
        )
    low, high = found.interval
    gained = f"{'gained' if found.gain >= 0 else 'lost'} {abs(found.gain):.2f} {document.units}"
    return f"{who} (n = {end.pupils}) {gained} on average, 95% interval {signed(low)} to {signed(high)}."


def difference_words(document: PupilPerformance, results: Results) -> str:
    """Return how much more one group gained than the other, with its interval and what that shows."""
    difference, interval = results.difference, results.interval
    if difference is None:
        return "No difference is given: it takes the gain of project pupils and of comparison pupils."
    more = f"Project pupils gained {abs(difference):.2f} {document.units} {'more' if difference >= 0 else 'less'}"
    if interval is None:
        return f"{more} than comparison pupils. How sure that is cannot be told from averages alone."
    low, high = interval
    said = f"{more} than comparison pupils, 95% interval {signed(low)} to {signed(high)}."
    if low <= 0 <= high:
        return f"{said} It holds 0: these pupils do not show which of the two gained more."
    return f"{said} It does not hold 0: chance alone hardly explains it."


def missing_words(found: Measured) -> str:
    """Return how many of a group are not in its gain, and at which point a mark is missing; empty where not known."""
    if found.listed is None or not found.marked:
        return ""
    who = GROUPS[found.group]
    counted = found.gainers
    lack = [
        f"{found.listed - number} {'in the middle' if name == 'middle' else f'at the {name}'}"
        for name, number in zip(POINTS, found.marked, strict=True)
        if number < found.listed
    ]
    if not lack:
        return f"{who}: all {found.listed} have a mark at each point."
    out = "no gain is shown"
    if counted:
        number = found.listed - counted
        out = f"{number} of {found.listed} not in the gain" if number else f"all {found.listed} are in the gain"
    return f"{who}: {out}. Without a mark: {', '.join(lack)}."


def parts_words(parts: tuple[Part, ...]) -> str:
    """Return whether gains by pupil premium are shown, and what they are good for."""
    if all(part.gain is None for part in parts):
        return "Gains by pupil premium are hidden: too few pupils stand on one side."
    return "Gains by pupil premium: so few pupils stand behind each that they only tell where to look."


def summary(document: PupilPerformance) -> str:
    """Return in a sentence or two what the document comes to."""
    results = shown(document)
    if results is None:
        return NO_FIGURES
    return difference_words(document, results)


def cell_rows(results: Results) -> tuple[tuple[str, ...], ...]:
    """Return the averages at each point and the gain as rows of a table, a column for each group."""
    sides = [
        (*map(_average, side.cells), HIDDEN if side.gain is None else signed(side.gain)) for side in results.groups
    ]
    return _turned((*POINT_WORDS.values(), "Gain from start to end"), sides)


def _average(cell: Cell) -> str:
    return HIDDEN if cell.mean is None else f"{cell.mean:.2f} (n = {cell.pupils})"


def missing_rows(results: Results) -> tuple[tuple[str, ...], ...]:
    """Return how many pupils each group has with each mark, as rows of a table, a column for each group."""
    labels = ("In the table", "Mark at the start", "Mark in the middle", "Mark at the end", "In the gain")
    sides = [
        (HIDDEN,) * len(labels)
        if side.listed is None
        else tuple(map(str, (side.listed, *side.marked, side.gainers or 0)))
        for side in results.groups
    ]
    return _turned(labels, sides)


def _turned(labels: tuple[str, ...], sides: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return columns as rows, each with its label: so a table of two groups has room on a phone."""
    return tuple((label, *row) for label, row in zip(labels, zip(*sides, strict=True), strict=True))


def part_row(part: Part) -> tuple[str, ...]:
    """Return the gain of some pupils of a group as cells of a table."""
    who = f"{GROUPS[part.group]}: {_lower(part.who)}"
    return (who, *((HIDDEN, HIDDEN) if part.gain is None else (str(part.pupils), signed(part.gain))))


def roll_words(document: PupilPerformance) -> str:
    """Return how the rows of the table become the two groups; empty where that would tell a hidden one."""
    results = document.results
    if results is None:
        return "No table is read yet."
    roll = results.roll
    if results.out is None or results.undecided is None:
        return f"{roll.rows} rows were read. How they divide is hidden: a group is smaller than {document.limit}."
    sides = [f"{count_words(side.listed)} in “{GROUPS[side.group]}”" for side in results.groups if side.listed]
    rest = [f"{results.out} left out by you"] if results.out else []
    rest += [f"{results.undecided} not decided"] if results.undecided else []
    return f"{roll.rows} rows, {count_words(roll.pupils)}: {', '.join([*sides, *rest]) or 'no group yet'}."

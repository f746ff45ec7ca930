"""How somebody rates themselves against each criterion, by day: no score, and no comparison with others."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen, validators

from npqml_widgets.documents.criteria import areas, criteria
from npqml_widgets.documents.log import LEVELS
from npqml_widgets.documents.shared.dates import as_said
from npqml_widgets.documents.shared.printing import Block, Heading, Page, Paragraph, Table

TITLE = "Where you stand against the 16 criteria"
LONGEST_LINE = 300
NO_SCORE = "Your own view, in words. It is no score, nobody compares it with anybody's, and it is not marked."
_WIDTHS = (40, 20, 40)


@frozen
class Rating:
    """What somebody said of one criterion on one day: a key of LEVELS, or None yet, and a line on what shows it."""

    day: date
    criterion: str
    level: int | None = field(default=None, validator=validators.optional(validators.in_(LEVELS)))
    shows: str = field(default="", validator=validators.max_len(LONGEST_LINE))


@frozen
class SelfRating:
    """All ratings that somebody gave, the oldest day first, one a day of each criterion at most."""

    ratings: tuple[Rating, ...] = ()

    def of(self, criterion: str, day: date) -> Rating:
        """Return what was said of a criterion on a day; an empty rating where nothing was."""
        given = (rating for rating in self.ratings if (rating.criterion, rating.day) == (criterion, day))
        return next(given, Rating(day, criterion))

    def before(self, criterion: str, day: date) -> Rating | None:
        """Return the last rating of a criterion that was given before a day, None where there is none."""
        earlier = [
            rating
            for rating in self.ratings
            if rating.criterion == criterion and rating.day < day and rating.level is not None
        ]
        return max(earlier, key=lambda rating: rating.day, default=None)

    def latest(self, criterion: str) -> Rating | None:
        """Return the last rating of a criterion, None where there is none."""
        return self.before(criterion, date.max)


def rated(kept: SelfRating, level: int, *, criterion: str, day: date) -> SelfRating:
    """Return the ratings with a level for a criterion, in place of another of the same day."""
    return _with(kept, evolve(kept.of(criterion, day), level=level))


def shown_by(kept: SelfRating, words: str, *, criterion: str, day: date) -> SelfRating:
    """Return the ratings with a line on what shows a criterion's, in place of another of the same day."""
    return _with(kept, evolve(kept.of(criterion, day), shows=words.strip()))


def modules_by_need(kept: SelfRating) -> dict[str, Rating]:
    """Return the modules of the criteria that were rated, the lowest rated first, each with its lowest rating.

    Of those with the same rating the framework's order decides.
    """
    found: dict[str, Rating] = {}
    for criterion in criteria():
        latest = kept.latest(criterion.id)
        if latest is None:
            continue
        for module in criterion.modules:
            if module not in found or (latest.level or 0) < (found[module].level or 0):
                found[module] = latest
    return dict(sorted(found.items(), key=lambda pair: pair[1].level or 0))


def in_words(rating: Rating) -> str:
    """Return what was said on which day, such as "On 3 September 2026: I could do it with somebody beside me"."""
    level = LEVELS[rating.level] if rating.level else "not rated"
    return f"On {as_said(rating.day)}: {level}" + (f" ({rating.shows})" if rating.shows else "")


def printed(kept: SelfRating) -> Page:
    """Return the ratings as a page to print: by area, the last one of each criterion and all earlier ones."""
    blocks: list[Block] = [Paragraph(NO_SCORE)]
    for area in areas():
        rows = []
        for criterion in (each for each in criteria() if each.id.startswith(f"{area.id}.")):
            latest = kept.latest(criterion.id)
            earlier = [
                in_words(rating)
                for rating in kept.ratings
                if rating.criterion == criterion.id and rating.level and rating != latest
            ]
            rows.append(
                (f"{criterion.id} {criterion.text}", in_words(latest) if latest else "Not rated", "\n".join(earlier))
            )
        caption = f"Criteria of area {area.id}"
        blocks += [Heading(area.title), Table(caption, ("Criterion", "Last", "Earlier"), tuple(rows), widths=_WIDTHS)]
    return Page(TITLE, tuple(blocks))


def _with(kept: SelfRating, new: Rating) -> SelfRating:
    others = [rating for rating in kept.ratings if (rating.criterion, rating.day) != (new.criterion, new.day)]
    return evolve(kept, ratings=tuple(sorted([*others, new], key=lambda rating: (rating.day, rating.criterion))))

"""Which edition of a module a submission is judged by: its own, or none."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field, frozen

from npqml.grading.editions.kept import Kept, kept_editions, origin_in, same_questions
from npqml.grading.editions.origin import Origin
from npqml.grading.result import Result
from npqml.place import Place

Remake = Callable[[Place, str, str, int], str]
"""Builds a module of a cohort with a seed from the present sources, keeps it, and returns its build; else ''."""
MOST_REMADE = 20
"""Editions of a module beyond which none is made again: anybody can write any seed into a notebook."""
UNKNOWN = "The notebook does not say which edition of the course it is of: it was judged by the present one."
REMADE = "The edition of this notebook (seed {}) was made again from the present sources, since it was not kept here."
NOT_KEPT = "The edition of this notebook is not kept here: it was judged by the present one, which has the same pupils."
OTHER_COHORT = (
    "This notebook is of the cohort {}, and was handed in for {}: its numbers are others. It was not judged by them. "
    "Hand in the notebook of {}, or ask your provider to collect it for {}."
)
NO_EDITION = (
    "This notebook is of an edition with other numbers (seed {}, build {}), which is not kept here. It was not judged "
    "by the numbers of another. The provider builds that edition or finds it: see “A new edition in term” in the guide."
)


@frozen
class Choice:
    """An edition: its kept build, or empty for the present one; `refused` says why there is none to judge by."""

    build: str = ""
    notes: tuple[str, ...] = ()
    refused: str = ""


@define
class Editions:
    """The editions of a cohort's modules; each is looked for once. Without `remake` none is made again."""

    place: Place
    cohort: str
    remake: Remake | None = None
    _present: dict[str, Origin] = field(factory=dict)
    _found: dict[tuple[str, Origin], Choice] = field(factory=dict)

    def choose(self, module: str, origin: Origin) -> Choice:
        """Return the edition that work of this origin is judged by."""
        key = (module, origin)
        if key not in self._found:
            self._found[key] = self._choose(module, origin)
        return self._found[key]

    def of(self, result: Result) -> Choice:
        """Return the edition that a result was judged by; where it has gone since, the present one."""
        return self.choose(result.module, result.origin) if result.origin else Choice()

    def present(self, module: str) -> Origin:
        """Return what the present build of a module was made from."""
        if module not in self._present:
            self._present[module] = origin_in(self.place.release(self.cohort) / module) or Origin()
        return self._present[module]

    def _choose(self, module: str, origin: Origin) -> Choice:
        present = self.present(module)
        if not present.build or (origin.build == present.build and origin.seed == present.seed):
            return Choice()
        if origin.cohort not in ("", self.cohort):
            return Choice(refused=OTHER_COHORT.format(origin.cohort, *[self.cohort] * 2, origin.cohort))
        kept = kept_editions(self.place, self.cohort, module)
        own = [
            edition for edition in kept if edition.build == origin.build and origin.seed in (None, edition.origin.seed)
        ]
        if own:
            return Choice(self._newest_like(module, own[0], kept))
        if origin.seed is None:
            return Choice(notes=(UNKNOWN,))
        if origin.seed == present.seed:
            return Choice(notes=(NOT_KEPT,) if origin.build else ())
        return self._of_seed(module, origin, kept)

    def _newest_like(self, module: str, own: Kept, kept: list[Kept]) -> str:
        """Return the newest edition that asks the same on the same numbers: a check that was mended counts for all."""
        home = self.place.earlier(self.cohort, module)
        source = home / own.build / "source"
        if own.origin.seed == self.present(module).seed and same_questions(
            source, self.place.source(self.cohort) / module
        ):
            return ""
        alike = (one for one in kept if one.origin.seed == own.origin.seed)
        return next(one.build for one in alike if one is own or same_questions(source, home / one.build / "source"))

    def _of_seed(self, module: str, origin: Origin, kept: list[Kept]) -> Choice:
        """Return an edition with this seed: the newest that is kept, else one that is made now."""
        seed = origin.seed
        build = next((edition.build for edition in kept if edition.origin.seed == seed), "")
        if not build and self.remake is not None and seed is not None and len(kept) < MOST_REMADE:
            build = self.remake(self.place, self.cohort, module, seed)
        if build:
            return Choice(build, (REMADE.format(seed),) if origin.build else ())
        return Choice(refused=NO_EDITION.format(seed, origin.build or "unknown"))

"""Running the gates: each lists the faults that it found, and none stops the others.

What is to be tried goes to as many processes as there are processors. What came of it is kept, and taken from there
as long as nothing changes that it hangs on. A gate is imported where it runs: where all is known, none is.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from npqml.authoring.gates.examples import never_said
from npqml.authoring.gates.kept_results import Kept, cited, code, digest, kept_data, kept_in, taken_from
from npqml.authoring.gates.lines import with_line
from npqml.authoring.gates.variants import same_numbers, seeds
from npqml.course.cohort import Cohort, cohort_names, load_cohort
from npqml.course.modules import Module, find_module, modules
from npqml.own_processes import ended_at_once, without_interrupts
from npqml.place import Place
from npqml.refusal import Refusal, Refusals

if TYPE_CHECKING:
    from npqml.authoring.gates.trials import Material
    from npqml.authoring.source import Source

RARELY = 200_000
"""So many new objects before a trial, which leaves little behind, looks for garbage: it would take a tenth of it."""


@frozen
class Part:
    """One part of a check: its name, and the digest of all that its result hangs on."""

    name: str
    key: str


@frozen
class Result:
    """What came of one part: faults; of a trial also the numeric answers and the claims that its marked examples lack
    (`unsaid`); of the coverage also what is missing.

    `draws` is how many the module's own data took in a trial, 0 where it has none. One that is not `sure` came of
    something unforeseen, and is not kept.
    """

    faults: tuple[Refusal, ...] = ()
    numbers: dict[str, float] = field(factory=dict)
    missing: dict[str, list[str]] = field(factory=dict)
    draws: int = 0
    sure: bool = True
    unsaid: dict[str, str] = field(factory=dict)


@define
class Checked:
    """What came of a check: faults, what is not written yet, and which parts were tried or known from before.

    `draws` says for each module with data of its own how many draws they took, by cohort and seed.
    """

    faults: list[Refusal] = field(factory=list)
    missing: dict[str, list[str]] = field(factory=dict)
    draws: dict[str, dict[str, int]] = field(factory=dict)
    tried: list[str] = field(factory=list)
    known: list[str] = field(factory=list)


@frozen
class Plan:
    """Every part of a check: trials by variant, as all of one share its pupils, and the other gates one by one."""

    trials: dict[Cohort, dict[Part, Module]]
    gates: dict[Part, Callable[[], Result]]

    def parts(self) -> Iterator[Part]:
        """Each part once."""
        yield from self.gates
        for parts in self.trials.values():
            yield from parts

    def jobs(
        self, place: Place, known: Mapping[Part, Result], *, fresh: bool
    ) -> Iterator[tuple[list[Part], Callable[[], list[Result]]]]:
        """What is left to try, the long first: the parts of each job and what gives their results."""
        for variant, parts in self.trials.items():
            left = {part: module for part, module in parts.items() if part not in known}
            if left:
                yield list(left), partial(_trials, place, tuple(left.values()), variant, fresh=fresh)
        for part, gate in self.gates.items():
            if part not in known:
                yield [part], partial(_alone, gate)


def check(
    place: Place,
    *,
    only: tuple[str, ...] = (),
    cohorts: tuple[str, ...] = (),
    variants: int = 5,
    fresh: bool = False,
    workers: int = os.cpu_count() or 1,
    progress: Callable[[str], None] = lambda step: None,
) -> Checked:
    """Run every gate on the course, or on some of its modules.

    `variants` is how many further seeds each cohort is tried with; `fresh` tries everything, changed or not.
    """
    checked, schools = Checked(), []
    chosen = [find_module(place.course, name) for name in only] or list(modules(place.course).values())
    for name in cohorts or cohort_names(place.course):
        try:
            schools.append(load_cohort(place.course, name))
        except (Refusal, Refusals) as refusal:
            checked.faults += _listed(refusal)
    plan = _plan(place, chosen, schools, variants, whole=not only)
    kept = kept_in(place, fresh=fresh)
    results = {part: result for part in plan.parts() if (result := _known(kept, part))}
    checked.known = [part.name for part in results]
    for part, result in _tried(list(plan.jobs(place, results, fresh=fresh)), workers):
        progress(part.name)
        checked.tried.append(part.name)
        if result.sure:
            kept.put(part.name, part.key, _as_data(result))
        results[part] = result
    for part in plan.parts():
        checked.faults += results[part].faults
        checked.missing |= results[part].missing
    for variant, parts in plan.trials.items():
        for part, module in parts.items():
            if results[part].draws:
                drawn = checked.draws.setdefault(module.id, {})
                drawn[f"{variant.name}, seed {variant.seed}"] = results[part].draws
    for module in chosen:
        for school in schools:
            numbers = [
                results[part].numbers
                for variant, parts in plan.trials.items()
                for part, tried in parts.items()
                if variant.name == school.name and tried == module
            ]
            checked.faults += same_numbers(module, school.name, numbers)
        claims = [results[part].unsaid for parts in plan.trials.values() for part in parts if parts[part] == module]
        checked.faults += never_said(module, claims)
    checked.faults = list(map(with_line, _once(checked.faults)))
    return checked


def _once(faults: Iterable[Refusal]) -> list[Refusal]:
    """Return the faults without those that a further variant found again at the same place."""
    return list({(fault.file, fault.entry, fault.found, fault.expected): fault for fault in faults}.values())


def _plan(place: Place, chosen: Iterable[Module], schools: Iterable[Cohort], variants: int, *, whole: bool) -> Plan:
    course = place.course
    everything = digest(code(), course)
    gates: dict[Part, Callable[[], Result]] = {Part("missing", everything): partial(_missing, course)}
    if whole:
        gates[Part("course", everything)] = partial(_course, course)
        for school in schools:
            examples = Part(f"{school.name}-examples", digest(everything, school))
            gates[examples] = partial(_examples, course, school)
    trials: dict[Cohort, dict[Part, Module]] = {}
    for module in chosen:
        shared = (course / "project.toml", course / "people.toml")
        own = digest(code(), module.folder, cited(course, module.folder), *shared, *taken_from(module.folder))
        named = (course / "framework.toml", course / "cases", course / "sources.toml")
        gates[Part(f"{module.id}-texts", digest(own, *named))] = partial(_texts, course, module)
        for school in schools:
            for seed in seeds(school, variants):
                variant = school.with_seed(seed)
                part = Part(f"{module.id}-{variant.name}-{variant.seed}", digest(own, variant))
                trials.setdefault(variant, {})[part] = module
            built = digest(own, place.source(school.name) / module.id, place.release(school.name) / module.id)
            gates[Part(f"{module.id}-{school.name}-leaks", built)] = partial(_leaks, place, module, school.name)
    return Plan(trials, gates)


def _tried(jobs: list[tuple[list[Part], Callable[[], list[Result]]]], workers: int) -> Iterator[tuple[Part, Result]]:
    """Each part with its result as it comes, from processes of their own where there is work for several."""
    if workers < 2 or len(jobs) < 2:
        for parts, run in jobs:
            yield from zip(parts, run(), strict=True)
        return
    spawned = multiprocessing.get_context("spawn")
    several = ProcessPoolExecutor(min(workers, len(jobs)), spawned, initializer=_ready)
    with ended_at_once(several) as pool:
        with without_interrupts():
            started = {pool.submit(run): parts for parts, run in jobs}
        for done in as_completed(started):
            yield from zip(started[done], done.result(), strict=True)


def _ready() -> None:
    """Import what every trial needs; garbage is looked for seldom, and never among what is imported."""
    gc.disable()
    from npqml.authoring.gates import trials  # noqa: F401

    gc.freeze()
    gc.set_threshold(RARELY)
    gc.enable()


def _trials(place: Place, tried: tuple[Module, ...], variant: Cohort, *, fresh: bool) -> list[Result]:
    """Try modules with one variant of a cohort, whose pupils are drawn once."""
    from npqml.authoring.gates.trials import reads_workbooks, try_variant

    def attempt(module: Module, data: list[Path]) -> Result:
        try:
            with tempfile.TemporaryDirectory() as folder:
                found = try_variant(
                    _material(module, digest(module.folder, place.course / "sources.toml")), variant, data, Path(folder)
                )
        except (Refusal, Refusals):
            raise
        except (Exception, SystemExit) as error:  # of an author's cell, or a disk that is full
            fault = Refusal(
                module.folder, f"{variant.name}, seed {variant.seed}", found=f"{type(error).__name__}: {error}",
                expected="notebooks that run to their end", do="Build the module, run it in the Lab and mend the cell.",
            )  # fmt: skip
            return Result((fault,), sure=False)
        return Result(found.faults, found.numbers, draws=found.draws, unsaid=found.unsaid)

    try:
        data = kept_data(place, variant, workbooks=any(map(reads_workbooks, tried)), fresh=fresh)
    except (Refusal, Refusals) as refusal:
        return [Result(tuple(_listed(refusal)))] * len(tried)
    return [_safely(partial(attempt, module, data)) for module in tried]


@lru_cache(maxsize=32)  # a process tries many variants of a module
def _material(module: Module, content: str) -> Material:
    """What a module's trials need, read once while its content is the same."""
    from npqml.authoring.gates.trials import read_material

    return read_material(module)


def _alone(gate: Callable[[], Result]) -> list[Result]:
    return [_safely(gate)]


def _safely(gate: Callable[[], Result]) -> Result:
    """Run a gate; a file that it cannot read at all is a fault like any other."""
    try:
        return gate()
    except (Refusal, Refusals) as refusal:
        return Result(tuple(_listed(refusal)))


def _listed(refusal: Refusal | Refusals) -> list[Refusal]:
    return [refusal] if isinstance(refusal, Refusal) else list(refusal.refusals)


def _missing(course: Path) -> Result:
    from npqml.authoring.gates import coverage

    return Result(missing=coverage.missing(coverage.coverage(course)))


def _course(course: Path) -> Result:
    from npqml.authoring.gates import coverage, documents, glossary, people

    gates = (coverage.faults, documents.faults, glossary.faults, people.course_faults)
    return Result(tuple(fault for gate in gates for fault in gate(course)))


def _examples(course: Path, school: Cohort) -> Result:
    from npqml.authoring.gates import worked_documents

    return Result(tuple(worked_documents.faults(course, school)))


def _texts(course: Path, module: Module) -> Result:
    return Result(tuple(texts(course, module)))


def _leaks(place: Place, module: Module, cohort: str) -> Result:
    from npqml.authoring.gates import leaks

    return Result(tuple(leaks.faults(place, module, cohort)))


def texts(course: Path, module: Module) -> list[Refusal]:
    """Run the gates that need no cohort: headers, cells, names, people, wording, minutes and the bank of answers."""
    from npqml.authoring.gates import (
        bank,
        coverage,
        documents,
        examples,
        minutes,
        people,
        rules,
        unwritten,
        wording,
        worked,
    )

    sources = list(read_all(module))
    found = [*unwritten.faults(module), *people.faults(course, module)]
    found += coverage.header_faults(course, module, sources)
    for source in sources:
        found += rules.faults(source)
        found += wording.faults(course, source)
        found += minutes.faults(source)
        found += worked.faults(source)
        found += examples.faults(source)
    found += bank.faults(module)
    found += documents.question_faults(course, module)
    return found


def read_all(module: Module) -> Iterator[Source]:
    """Read every notebook of a module, session plan included."""
    from npqml.authoring.source import read_source

    for path in (module.learn_how_to, *module.learn_about.values(), module.session):
        if path.is_file():
            yield read_source(path)


def _known(kept: Kept, part: Part) -> Result | None:
    """The result of a part from an earlier check, if nothing has changed since."""
    found = kept.get(part.name, part.key)
    if not isinstance(found, dict):
        return None
    faults = tuple(
        Refusal(file, entry, found=is_, expected=expected, do=do) for file, entry, is_, expected, do in found["faults"]
    )
    return Result(faults, found["numbers"], found["missing"], found["draws"], unsaid=found["unsaid"])


def _as_data(result: Result) -> dict[str, Any]:
    faults = [[one.file, one.entry, one.found, one.expected, one.do] for one in result.faults]
    return {
        "faults": faults, "numbers": result.numbers, "missing": result.missing, "draws": result.draws,
        "unsaid": result.unsaid,
    }  # fmt: skip

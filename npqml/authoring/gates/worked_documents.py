"""Whether the worked examples of the candidate's documents tell one project: one school, its people, days and money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from attrs import fields, frozen, has

from npqml.authoring.gates.people import known, strangers
from npqml.authoring.worked_documents.write import MAKERS
from npqml.course.cohort import Cohort
from npqml.course.project import Project, load_project
from npqml.course.school_year import MONTHS, SchoolYear, school_year
from npqml.course.sources import load_sources
from npqml.refusal import Refusal
from npqml_widgets.documents.budget import consistency as budget_rules
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.documents.budget.periods import total
from npqml_widgets.documents.budget.views import by_strand, each
from npqml_widgets.documents.change import consistency as change_rules
from npqml_widgets.documents.change.model import ChangePlan
from npqml_widgets.documents.development import consistency as development_rules
from npqml_widgets.documents.development.model import DevelopmentPlan
from npqml_widgets.documents.ownproject import consistency as ownproject_rules
from npqml_widgets.documents.ownproject.model import OwnProject
from npqml_widgets.documents.performance import consistency as performance_rules
from npqml_widgets.documents.performance.model import Baseline, PupilPerformance
from npqml_widgets.documents.plan import consistency as plan_rules
from npqml_widgets.documents.plan.model import Closed, Plan
from npqml_widgets.documents.rawdata import consistency as rawdata_rules
from npqml_widgets.documents.rawdata.model import RawData
from npqml_widgets.documents.responsibilities import consistency as responsibilities_rules
from npqml_widgets.documents.responsibilities.model import Responsibilities
from npqml_widgets.documents.risk import consistency as risk_rules
from npqml_widgets.documents.risk.model import Register
from npqml_widgets.documents.sponsor import consistency as sponsor_rules
from npqml_widgets.documents.sponsor.model import SponsorComments

AMOUNT = re.compile(r"£(\d[\d,]*(?:\.\d\d)?)")
DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
OTHER_DAYS = (Budget, RawData)
"""Documents with days on which nobody need be in school: when a bill is paid, a rate begins, a table was exported."""
NOT_ITS_DAYS = (Baseline, Closed)
"""Parts of a document whose days are not its own: those of an export, and those on which the school is closed."""
T = TypeVar("T")


@frozen
class Examples:
    """The worked examples of a cohort: each document by the name of its page."""

    cohort: Cohort
    project: Project
    year: SchoolYear
    made: Mapping[str, Any]

    def one(self, kind: type[T]) -> T:
        """Return the example of this kind."""
        return next(document for document in self.made.values() if isinstance(document, kind))


def faults(course: Path, cohort: Cohort) -> Iterator[Refusal]:
    """Return a refusal for each thing that an example says otherwise than the project, or that its form would mend."""
    examples = make_examples(cohort)
    for page, document in examples.made.items():
        for found, expected in (
            *_of_another_school(examples, document),
            *_strangers(course, document),
            *_amounts(examples, document),
            *_days(examples, document),
            *((words, "nothing to mend on the day of the document") for words in _to_mend(examples, document)),
        ):
            yield Refusal(
                course / "assessment" / f"{page}.md", f"worked example, {cohort.name}", found=found, expected=expected,
                do="Mend npqml/authoring/worked_documents, or what it takes from project.toml and people.toml.",
            )  # fmt: skip
    for what, numbers in _shared(examples).items():
        if len(set(numbers.values())) > 1:
            yield Refusal(
                course / "project.toml", f"worked examples, {cohort.name}",
                found=f"{what}: {', '.join(f'{said} in {where}' for where, said in numbers.items())}",
                expected="the same in all of them", do="Have each document take it from one place.",
            )  # fmt: skip


def make_examples(cohort: Cohort) -> Examples:
    """Return all worked examples of a cohort."""
    sources = load_sources(cohort.course)
    made = {
        page: document
        for page, files in MAKERS.items()
        for document in files(cohort, sources).values()
        if has(type(document))
    }
    return Examples(cohort, load_project(cohort.course, cohort), school_year(cohort), made)


def _of_another_school(examples: Examples, document: Any) -> Iterator[tuple[str, str]]:
    setting = getattr(document, "setting", examples.cohort.school)
    if not setting.startswith(examples.cohort.school):
        yield f"the school {setting}", examples.cohort.school


def _strangers(course: Path, document: Any) -> Iterator[tuple[str, str]]:
    for _, name in strangers("\n".join(_texts(document)), known(course)):
        yield f"the name {name}", "somebody of course/people.toml"


def _amounts(examples: Examples, document: Any) -> Iterator[tuple[str, str]]:
    """Return each amount of pounds in a text that neither the budget nor the project comes to."""
    budget, places = examples.one(Budget), examples.project.numbers["places"]
    pence = [total(budget), *(cost(budget, line).total for line in budget.lines), *by_strand(budget).values()]
    pence += [per_place for sum_ in by_strand(budget).values() if (per_place := each(sum_, places))]
    pounds = {*examples.project.costs.values(), *(round(amount / 100) for amount in pence)}
    for text in _texts(document):
        for amount in AMOUNT.findall(text):
            if round(float(amount.replace(",", ""))) not in pounds:
                yield f"£{amount}", "an amount of the worked budget"


def _days(examples: Examples, document: Any) -> Iterator[tuple[str, str]]:
    if isinstance(document, OTHER_DAYS):
        return
    said = [
        date(int(year), MONTHS.index(month) + 1, int(day))
        for text in _texts(document)
        for day, month, year in DAY.findall(text)
    ]
    for found in sorted({*said, *_dates(document)}):
        if not examples.year.is_school_day(found):
            yield f"{found:%A %d %B %Y}", "a day on which pupils are in school"


def _to_mend(examples: Examples, document: Any) -> list[str]:
    """Return what the form of a document would say under “To mend” on the day on which it was written."""
    days = examples.project.dates
    rules: dict[type[Any], Callable[[Any], Any]] = {
        Budget: budget_rules.warnings,
        ChangePlan: change_rules.warnings,
        DevelopmentPlan: development_rules.warnings,
        OwnProject: ownproject_rules.warnings,
        Plan: lambda plan: plan_rules.warnings(plan, days["budget_planned"]),
        PupilPerformance: performance_rules.faults,
        RawData: lambda raw: rawdata_rules.faults(raw, days["results_read"]),
        Register: lambda register: risk_rules.warnings(register, days["risks_written"]),
        Responsibilities: responsibilities_rules.warnings,
        SponsorComments: lambda sheet: sponsor_rules.warnings(sheet, days["did_it_help"]),
    }
    return [getattr(found, "words", found) for found in rules[type(document)](document)]


def _shared(examples: Examples) -> dict[str, dict[str, object]]:
    """Return what several documents say, by document: each must say the same."""
    budget, plan, performance = examples.one(Budget), examples.one(Plan), examples.one(PupilPerformance)
    register, development = examples.one(Register), examples.one(DevelopmentPlan)
    sponsor, choice = examples.one(SponsorComments), examples.one(OwnProject)
    kept_back = examples.project.costs["Kept back for development from January"] * 100
    return {
        "places": {"project.toml": examples.project.numbers["places"], "the budget": budget.places},
        "the project's first day": {"budget": budget.starts, "plan": plan.starts, "pupils": performance.begins,
                                    "sponsor": sponsor.starts, "choice": choice.begins},
        "the project's last day": {"budget": budget.ends, "plan": plan.ends, "pupils": performance.ends,
                                   "sponsor": sponsor.ends, "choice": choice.ends},
        "the project's name": {"budget": budget.title, "plan": plan.title, "register": register.title,
                               "sponsor": sponsor.title},
        "money for development": {"project.toml": kept_back, "development plan": development.money},
    }  # fmt: skip


def _values(document: Any, but: tuple[type, ...] = ()) -> Iterator[Any]:
    """Return every single value of a document, however deep."""
    inside: Iterable[Any]
    if isinstance(document, but):
        return
    if has(type(document)):
        inside = (getattr(document, field.name) for field in fields(type(document)))
    elif isinstance(document, Mapping):
        inside = document.values()
    elif isinstance(document, (list, tuple, frozenset)):
        inside = document
    else:
        yield document
        return
    for part in inside:
        yield from _values(part, but)


def _texts(document: Any) -> list[str]:
    return [value for value in _values(document) if isinstance(value, str)]


def _dates(document: Any) -> set[date]:
    return {value for value in _values(document, but=NOT_ITS_DAYS) if type(value) is date}

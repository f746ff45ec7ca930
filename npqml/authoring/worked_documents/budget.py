"""The worked budget of the course's project: the cost lines of course/project.toml, priced in the cohort's school.

Each line of the project's file stands here as one line or two, and comes to the same whole pounds. Prices are made up;
rates come from course/sources.toml, but for the pension of support staff, which differs from fund to fund.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from npqml.authoring.shared_data import catch_up_plan, pupils_of
from npqml.course.cohort import Cohort, Phase
from npqml.course.people import Person, load_people
from npqml.course.project import Project, load_project
from npqml.course.school_year import DAY, SchoolYear, school_year
from npqml.course.sources import Sources, day
from npqml.madeup.this_year import PRIMARY_CLASS
from npqml_widgets.documents.budget.choices import Payer, RateKind
from npqml_widgets.documents.budget.costs import cost
from npqml_widgets.documents.budget.model import Budget, Line, Rate
from npqml_widgets.documents.budget.views import paid_by
from npqml_widgets.documents.shared.money import rounded

TA_HOURS: dict[Phase, int] = {"primary": 200, "secondary": 250, "special": 200}
"""Hours of teaching assistants on one morning, in hundredths."""
TUTOR_TRAINING = 600  # hundredths of an hour for each of two tutors
PLANNING_A_WEEK = 50  # hundredths of an hour
LESSONS_COACHED = 10  # a year, for each who is coached
TLR3, BREAKFAST = 110_000, 70  # pence
SPENT_ON_QUIZZES = Fraction(96, 100)  # of what was planned: it has been paid already
TRIAL_PRICE = 10_000  # pence, from which the price that fits is worked out
USUAL_PENSION = 2_400  # hundredths of a per cent, from which the fund's own is worked out
SUPPORT_AWARD = 300  # hundredths of a per cent
RATES: tuple[tuple[RateKind, str, date], ...] = (
    ("teachers pension", "teacher-pension-employer", date(2024, 4, 1)),
    ("insurance", "employer-insurance", date(2025, 4, 6)),
    ("levy", "apprenticeship-levy", date(2017, 4, 6)),
    ("teachers award", "teacher-award-2026", date(2026, 9, 1)),
    ("teachers award", "teacher-award-2027", date(2027, 9, 1)),
)
"""Rates out of the course's sources, by the keys of their figures, with the day from which each holds."""
THRESHOLD = "employer-insurance-threshold"
ASSUMED = "An assumption of this plan: no award from this day was agreed when it was written."
THEIR_FUND = "Made up for this school. Every pension fund has a rate of its own: ask your office."


@frozen
class _School:
    """What the lines are made from: the project in its school year, and the rates."""

    cohort: Cohort
    project: Project
    people: dict[str, Person]
    year: SchoolYear
    mornings: int
    budget: Budget

    def pence(self, line: str) -> int:
        """Return what a line of the project's file costs."""
        return self.project.costs[line] * 100

    def names(self, *keys: str) -> str:
        """Return people by name."""
        return " and ".join(self.people[key].name for key in keys)

    def costs(self, line: Line) -> int:
        """Return what a line comes to, in pence."""
        return cost(self.budget, line).total

    def priced(self, line: Line, pence: int) -> Line:
        """Return a line at the price at which it comes nearest to an amount."""
        of_one = Fraction(self.costs(evolve(line, price=TRIAL_PRICE)), TRIAL_PRICE)
        return evolve(line, price=rounded(pence / of_one))


def files(cohort: Cohort, sources: Sources) -> dict[str, object]:
    """Return the example as the file of its page."""
    return {"budget.json": worked_budget(cohort, sources)}


def worked_budget(cohort: Cohort, sources: Sources) -> Budget:
    """Return the budget of the course's project in a cohort's school, as it was planned for the governors."""
    project, year = load_project(cohort.course, cohort), school_year(cohort)
    empty = Budget(
        title="Catch-up and shared planning",
        setting=cohort.school,
        year_ends=cohort.year_ends,
        starts=project.dates["team_asked"],
        ends=year.last,
        places=project.numbers["places"],
        reached=pupils_reached(cohort),
        actuals_to=project.dates["budget_planned"],
        rates=_rates(sources, USUAL_PENSION),
    )
    mornings = sum(catch_up_plan(cohort).held.values())
    school = _School(cohort, project, load_people(cohort.course, cohort), year, mornings, empty)
    tutors = _tutors_hours(school)
    ready = evolve(empty, rates=_rates(sources, _pension_that_fits(school, tutors)))
    school = evolve(school, budget=ready)
    lines = (*_catch_up(school, tutors), *_in_class(school, tutors))
    return _funded(evolve(ready, lines=tuple(evolve(line, id=f"L{number}") for number, line in enumerate(lines, 1))))


def pupils_reached(cohort: Cohort) -> int:
    """Return how many pupils are in the project's classes; only those of a special school are drawn for it."""
    if cohort.phase == "special":
        return len(pupils_of(cohort).pupils)
    return PRIMARY_CLASS * len(catch_up_plan(cohort).classes) if cohort.phase == "primary" else cohort.pupils


def _rates(sources: Sources, pension: int) -> tuple[Rate, ...]:
    """Return the rates that hold in the project's years; the pension of support staff is given."""
    found = []
    for kind, key, starts in RATES:
        figure = sources.figure(key)
        source = f"{sources[figure.source].short()}. Read on {day(figure.read_on)}."
        threshold = _hundredths(sources.figure(THRESHOLD).value) if kind == "insurance" else None
        found.append(Rate("R0", kind, starts, _hundredths(figure.value), threshold, source))
    found.append(Rate("R0", "support pension", date(2026, 4, 1), pension, source=THEIR_FUND))
    found.append(Rate("R0", "support award", date(2027, 4, 1), SUPPORT_AWARD, source=ASSUMED))
    return tuple(evolve(rate, id=f"R{number}") for number, rate in enumerate(found, 1))


def _hundredths(value: float) -> int:
    return rounded(Fraction(str(value)) * 100)


def _tutors_hours(school: _School) -> Line:
    """Return the hours of the tutors at a price to the penny; the pension then brings them to the project's amount."""
    line = Line(
        "L0",
        "Tutors of the catch-up groups",
        "Catch-up",
        "hours",
        school.names("shanice", "beth"),
        "support",
        quantity=TA_HOURS[school.cohort.phase],
        unit="hours a morning",
        times=school.mornings,
        serves_from=school.project.dates["full_run"],
        serves_to=school.project.dates["catch_up_ends"],
        recurs="running",
        payer="premium",
        later_payer="premium",
        notes="Three mornings a week, before the first lesson.",
    )
    return school.priced(line, school.pence("TA hours with on-costs"))


def _pension_that_fits(school: _School, tutors: Line) -> int:
    """Return the pension rate, in hundredths of a per cent, at which the tutors' hours cost what the project says."""
    short = school.pence("TA hours with on-costs") - school.costs(tutors)
    return USUAL_PENSION + rounded(Fraction(short * 10_000, cost(school.budget, tutors).pay))


def _catch_up(school: _School, tutors: Line) -> list[Line]:
    """Return the lines of the catch-up groups, which the pupil premium pays."""
    dates, mornings = school.project.dates, school.mornings
    running = evolve(tutors, kind="resources", scheme="", who="", unit="", times=None, notes="")
    gate = evolve(
        tutors, what="Gate opened half an hour earlier", who="Site supervisor", quantity=50, unit="hours a morning",
        notes="",
    )  # fmt: skip
    hours = evolve(
        tutors, what="Training of two tutors: their hours", quantity=TUTOR_TRAINING, unit="hours", times=2,
        serves_from=school.budget.starts, serves_to=dates["full_run"] - DAY, recurs="once", later_payer="", notes="",
    )  # fmt: skip
    fees = school.pence("Training: fees and TA hours") - school.costs(hours)
    january = date(dates["full_run"].year + 1, 1, 1)
    licence = evolve(
        running, what="Licence of the structured scheme", kind="licence",
        quantity=school.project.numbers["places"] * 100, unit="pupils", paid_on=january,
        serves_from=january, serves_to=date(january.year, 12, 31),
        notes="Billed by the pupil on 1 January, for twelve months.",
    )  # fmt: skip
    breakfasts = rounded(Fraction(school.pence("Breakfast"), BREAKFAST))
    return [
        tutors,
        evolve(
            tutors, what="TLR3 for leading a group", kind="allowance", who=school.names("tom"), scheme="teachers",
            quantity=100, unit="", times=None, price=TLR3, notes="Fixed term, on top of a full salary.",
        ),
        school.priced(gate, school.pence("Gate, half an hour")),
        evolve(hours, what="Training of two tutors: fees", kind="other", scheme="", quantity=100, unit="", times=None,
               price=fees),
        hours,
        school.priced(licence, school.pence("Licence")),
        evolve(
            running, what="Breakfast", quantity=breakfasts * 100, unit="breakfasts", price=BREAKFAST,
            notes=f"About {round(breakfasts / mornings)} a morning: not everybody comes each time.",
        ),
    ]  # fmt: skip


def _in_class(school: _School, tutors: Line) -> list[Line]:
    """Return the lines of shared planning, quizzes and coaching, which the department pays."""
    numbers, dates = school.project.numbers, school.project.dates
    whole = evolve(
        tutors, strand="In class", kind="cover", who="", scheme="", times=None, serves_from=None, serves_to=None,
        recurs="once", payer="department", later_payer="", notes="",
    )  # fmt: skip
    teachers = numbers["covered_teachers"]
    cover = evolve(
        whole, what="Cover for shared planning", who=f"{teachers} teachers", quantity=teachers * 100,
        unit="half-days", times=numbers["planning_sessions"],
        notes="At the agency's price. Planned release is paid for.",
    )  # fmt: skip
    planning = evolve(
        tutors, what="Planning hours of the tutors", strand="In class", quantity=PLANNING_A_WEEK, unit="hours a week",
        times=school.mornings // numbers["mornings_a_week"], recurs="once", payer="department",
        later_payer="", notes="",
    )  # fmt: skip
    coaching = evolve(
        whole, what="Cover for coaching", who=f"{numbers['coached']} teachers", quantity=LESSONS_COACHED * 100,
        unit="lessons", times=numbers["coached"],
    )  # fmt: skip
    quizzes = school.pence("Quizzes")
    bought = evolve(whole, kind="resources", quantity=100, unit="")
    return [
        school.priced(cover, school.pence("Cover for six half-days of planning")),
        evolve(bought, what="Diagnostic quizzes", price=quizzes, paid_on=dates["team_asked"],
               actual=rounded(quizzes * SPENT_ON_QUIZZES)),
        school.priced(coaching, school.pence("Coaching cover and TA planning hours") - school.costs(planning)),
        planning,
        evolve(bought, what="Kept back for development from January", kind="other", price=school.pence(
            "Kept back for development from January"), serves_from=dates["development_planned"],
            notes="Planned person by person in January."),
    ]  # fmt: skip


def _funded(budget: Budget) -> Budget:
    """Return the budget with what its payers have promised: what they are charged, up to the next pound."""
    promised: dict[Payer, int] = {paid.payer: -(-paid.charged // 100) * 100 for paid in paid_by(budget) if paid.payer}
    return evolve(budget, funding=promised)

"""The kinds of document that a task may ask for: what each is called, and where its model, page and form stand.

They are named, not imported: a page loads only the documents that it asks for, and no document knows a form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from attrs import frozen

from npqml_widgets.documents.shared.printing import Page


@frozen
class Kind:
    """A kind of document: `words` is what people call it; the others name a thing and the module that it stands in.

    `model`, in documents/, is an attrs class whose every field has a default; `page`, there too, returns what is
    printed of a document, given with the day that says what is overdue; `form`, in forms/, is its DocumentForm.
    """

    words: str
    model: str
    page: str
    form: str

    @property
    def home(self) -> str:
        """The module of its model: a mark may depend on it."""
        return f"npqml_widgets.documents.{self.model.rpartition('.')[0]}"

    def load_model(self) -> type[Any]:
        """The class of such documents."""
        return _named("documents", self.model)  # type: ignore[no-any-return]

    def load_page(self) -> Callable[[Any, date], Page]:
        """The function that returns a document as a page to print."""
        return _named("documents", self.page)  # type: ignore[no-any-return]

    def load_form(self) -> Callable[..., Any]:
        """The class of its form, which is made with a name to keep the document under and what it starts from."""
        return _named("forms", self.form)  # type: ignore[no-any-return]


KINDS = {
    "budget": Kind("budget", "budget.model.Budget", "budget.printing.printed", "budget.form.BudgetForm"),
    "change": Kind("change plan", "change.model.ChangePlan", "change.printing.printed", "change.form.ChangeForm"),
    "development": Kind(
        "development plan", "development.model.DevelopmentPlan", "development.printing.printed",
        "development.form.DevelopmentForm",
    ),
    "ownproject": Kind(
        "project choice", "ownproject.model.OwnProject", "ownproject.printing.printed",
        "ownproject.form.OwnProjectForm",
    ),
    "performance": Kind("pupil performance data", "performance.model.PupilPerformance", "performance.printing.printed",
                        "performance.form.PerformanceForm"),
    "plan": Kind("project plan", "plan.model.Plan", "plan.printing.printed", "plan.form.PlanForm"),
    "rawdata": Kind(
        "raw data analysis", "rawdata.model.RawData", "rawdata.printing.printed", "rawdata.form.RawDataForm"
    ),
    "responsibilities": Kind(
        "responsibility table", "responsibilities.model.Responsibilities", "responsibilities.printing.printed",
        "responsibilities.form.ResponsibilitiesForm",
    ),
    "risk": Kind("risk register", "risk.model.Register", "risk.printing.printed", "risk.form.RiskForm"),
    "sponsor": Kind(
        "sponsor comments", "sponsor.model.SponsorComments", "sponsor.printing.printed", "sponsor.form.SponsorForm"
    ),
}  # fmt: skip


def _named(package: str, place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(import_module(f"npqml_widgets.{package}.{module}"), name)

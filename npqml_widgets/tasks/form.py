"""The form of one task: its controls, its hints and its state, kept up to date without running a cell again."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from attrs import evolve

from npqml_widgets.charts.field import Chart
from npqml_widgets.controls import Control, Preview, control
from npqml_widgets.documents.field import Document
from npqml_widgets.keeping import answers, carried, clock, documents
from npqml_widgets.keeping.files import mark_of_folder
from npqml_widgets.keeping.one_at_a_time import one_at_a_time
from npqml_widgets.tasks import problemreport
from npqml_widgets.tasks.documentcontrol import NOT_TYPED, DocumentControl
from npqml_widgets.tasks.states import TaskState, line_stopped
from npqml_widgets.tasks.taskbar import Form, TaskBar
from npqml_widgets.tasks.tasks import Task, names_in, tasks_using, values_for_cell
from npqml_widgets.tasks.verdicts import evaluate, overall, verdict_on

GOES_ALONG = "Your report goes along when you hand in this module."
MOST_OPEN = 4
"""Forms of one task that follow each other: one page may stand in two tabs, and may be started again."""
A_TRY = 2.0
"""Seconds that a verdict stands, at the least, for its answer to count as a try and not as typing under way."""
FROM_ELSEWHERE = "This answer was changed in another tab or window. What was kept there is shown here now."
WITHDRAWN = "Your report is withdrawn: nothing of it goes along."
TYPED = (
    "You typed a line in this cell, so that line is your answer. "
    "To use this form instead, delete the line and run the cell again (Shift+Enter)."
)


_open: dict[str, list[TaskForm]] = {}


class TaskForm:
    """Shows one task and carries every change to the saved answer, the notebook's names and the verdict."""

    def __init__(self, task: Task, saved: answers.Saved, typed: frozenset[str], shell: Any) -> None:
        """Fill the controls with what was saved; answers in `typed` come from the cell and lock their control.

        Documents never do: their form is their answer.
        """
        of_documents = {name for name, asked in task.fields.items() if isinstance(asked, Document)}
        self.task, self.saved, self.typed, self.shell = task, saved, typed - of_documents, shell
        self._quiet = False
        self._judged_since: float | None = None
        self._carrier: Any = None
        place = f"{mark_of_folder()} {task.id}"
        self.controls: dict[str, Control | DocumentControl] = {
            name: DocumentControl(asked, documents.name_of(task.id, name), saved.values.get(name))
            if isinstance(asked, Document)
            else control(asked, saved.values.get(name), place=f"{place} {name}", revision=saved.revision)
            for name, asked in task.fields.items()
        }
        self.documents = {name: one for name, one in self.controls.items() if isinstance(one, DocumentControl)}
        self._take_documents()
        self.bar = TaskBar(hints=list(task.hints), place=place)
        self.bar.on_look(self.look)
        self.bar.on_reset(self.reset)
        self.bar.on_bring_back(self.bring_back)
        self.bar.on_report(self.report)
        self._tell_report(problemreport.load(task.id))
        for name, shown in self.controls.items():
            shown.before_change = self._grow_old
            shown.observe(lambda change, name=name: self.changed(name, change["new"]), names="value")
            if isinstance(shown, DocumentControl):
                shown.note = NOT_TYPED if name in typed else ""
            elif name in typed:
                shown.disabled, shown.note = True, TYPED
        charts = [asked for asked in task.fields.values() if isinstance(asked, Chart)]
        self.previews = [Preview(asked) for asked in charts if asked.data is not None]
        self._tell_readings()
        self._tell_saved(*(self.controls if saved.saved else ()))
        others = _open.get(task.id, [])
        alike = [one for one in others if one.shell is shell and one.controls.keys() == self.controls.keys()]
        _open[task.id] = [*alike, self][-MOST_OPEN:]

    def show(self) -> None:
        """Display the form, and have the verdict follow once the cell that shows it has finished.

        A second output, which shows nothing, carries the answer: the page then holds it when it is saved.
        """
        from IPython.display import display

        display(Form([*self.controls.values(), *self.previews], self.bar))  # type: ignore[no-untyped-call,unused-ignore]
        data, metadata = self._as_output()
        self._carrier = display(data, raw=True, metadata=metadata, display_id=True)  # type: ignore[no-untyped-call,unused-ignore]
        self.shell.events.register("post_run_cell", self._after_cell)

    @one_at_a_time
    def _after_cell(self, ran: Any = None) -> None:
        """Judge the answer now that its cell has run; a typed line that stopped is said, and nothing of it judged."""
        self.shell.events.unregister("post_run_cell", self._after_cell)
        stopped = getattr(ran, "error_before_exec", None) or getattr(ran, "error_in_exec", None)
        if stopped is not None:
            self.shell.user_ns.update(dict.fromkeys(self.typed))
            self.task.verdicts.clear()
            self.bar.tell(TaskState.CANNOT_READ, line_stopped(f"{type(stopped).__name__}: {stopped}"))
            return
        self._show_typed()
        self._grow_old()
        for name, shown in self.documents.items():
            if shown.value != self.saved.values.get(name):  # kept, and cut off before that stood among the answers
                self.changed(name, shown.value)
        self._renew_verdicts()

    def _show_typed(self) -> None:
        """Show a typed answer in its control, which is locked, so that form and line never say two things."""
        for name in self.typed:
            reading = self.task.fields[name].read(self.shell.user_ns.get(name))
            self.controls[name].reading, self.controls[name].unreadable = reading.words, reading.state == "unreadable"

    @one_at_a_time
    def changed(self, name: str, raw: object) -> None:
        """Keep a changed answer, set the notebook's name to it and judge anew everything that uses it."""
        if self._quiet:
            return
        values = {**self.saved.values, name: raw}
        based = self.controls[name].based
        revision = self.saved.revision if based is None else min(based, self.saved.revision)
        stood = self._judged_since is not None and time.monotonic() - self._judged_since >= A_TRY
        tried = stood and name not in self.documents  # a document is filled in cell by cell, and judged at each
        self.saved = answers.save(self.task.id, values, revision=revision, tried=tried, step=True)
        self._carry_on(name)

    @one_at_a_time
    def reset(self) -> None:
        """Start the task again; the answer that was there can be brought back."""
        for shown in self.documents.values():
            shown.form.start_again()
        self.saved = answers.reset(self.task.id, self.saved.revision)
        self._carry_on(*self.controls)

    @one_at_a_time
    def bring_back(self) -> None:
        """Bring back the answer that was there before."""
        if len(self.documents) < len(self.controls):
            self.saved = answers.bring_back(self.task.id, self.saved.revision)
        for shown in self.documents.values():  # which keep their own earlier versions
            shown.form.bring_back_last()
        back = {name: shown.value for name, shown in self.documents.items()}
        self.saved = answers.save(self.task.id, {**self.saved.values, **back}, revision=self.saved.revision)
        self._carry_on(*self.controls)

    @one_at_a_time
    def report(self, words: str) -> None:
        """Keep a report of a problem with this task beside the answers; without words, withdraw it."""
        if words.strip():
            self._tell_report(problemreport.keep(self.task.id, self._reported(words)))
        else:
            self._tell_report(problemreport.keep(self.task.id, None), none=WITHDRAWN)

    def _reported(self, words: str) -> problemreport.Report:
        """A report with the answer as it stands: what was entered, or what was typed in the cell."""
        here = names_in(self.task, self.shell.user_ns)
        values = {
            name: asked.as_text(here[name]) if name in self.typed else self.saved.values.get(name)
            for name, asked in self.task.fields.items()
        }
        readings = self.task.read(here).values()
        return problemreport.make(
            self.task.id,
            words,
            values=values,
            read_as=" ".join(reading.words for reading in readings if reading.words),
            state=self.bar.words,
            namespace=self.shell.user_ns,
        )

    def _tell_report(self, kept: problemreport.Kept, none: str = "") -> None:
        if kept.report is None:
            self.bar.tell_report("", "" if kept.notice else none, kept.notice)
        else:
            self.bar.tell_report(kept.report.words, f"{GOES_ALONG} Saved {_at(kept.report.when)}.", kept.notice)

    @one_at_a_time
    def look(self) -> None:
        """Show what another tab has kept since, and say so."""
        found = answers.load(self.task.id)
        if found.revision > self.saved.revision and found.values != self.saved.values:
            self.saved = evolve(found, notice=found.notice or FROM_ELSEWHERE)
            self._carry_on(*self.controls)

    def take(self, saved: answers.Saved, *changed: str) -> None:
        """Show an answer that is kept; all forms of a task that are open show the same."""
        self.saved, self._quiet = saved, True
        try:
            for name, shown in self.controls.items():
                shown.follow(saved.values.get(name), saved.revision)
        finally:
            self._quiet = False
        self._take_documents()
        if self._carrier is not None:
            data, metadata = self._as_output()
            self._carrier.update(data, raw=True, metadata=metadata)
        self._tell_readings()
        self._tell_saved(*changed)

    def _carry_on(self, *changed: str) -> None:
        """Have everything follow an answer that was kept: the open forms, the notebook's names, the verdicts."""
        self._grow_old()
        for form in _open[self.task.id]:
            form.take(self.saved, *changed)
        given = {**self.saved.values, **self.task.documents}
        found = dict(zip(self.task.fields, values_for_cell(self.task, self.task.read(given), given), strict=True))
        self.shell.user_ns.update({name: value for name, value in found.items() if name not in self.typed})
        self._renew_verdicts()

    def _affected(self) -> list[Task]:
        """This task, and those whose checks use its answers."""
        using = tasks_using(frozenset(self.task.fields))
        return [self.task, *(other for other in using if other is not self.task)]

    def _grow_old(self) -> None:
        """Mark the verdicts that the answer had a part in, in every open form."""
        for task in self._affected():
            for form in _open.get(task.id, []) if task.verdicts else []:
                form.bar.grow_old()

    def _renew_verdicts(self) -> None:
        """Judge anew this task, and those whose checks use its answers."""
        for task in self._affected():
            evaluate(task, self.shell.user_ns)
        for show_anew in self.task.echoes:
            show_anew()
        if not self.task.sources and not self.task.verdicts:
            self._show_kept()

    def show_verdict(self) -> None:
        """Show the state of the task, from the verdicts on all its parts."""
        verdict = overall(self.task)
        if verdict is not None:
            judged = verdict.state in (TaskState.NOT_YET, TaskState.RIGHT)
            for form in _open[self.task.id]:
                form.bar.tell(verdict.state, verdict.message)
                form._judged_since = time.monotonic() if judged else None

    def _show_kept(self) -> None:
        """Say that an answer is kept where no check judges it: a person will, or its check has still to run."""
        verdict = verdict_on(self.task.read(names_in(self.task, self.shell.user_ns)), None)
        for form in _open[self.task.id]:
            form.bar.tell(TaskState.KEPT if verdict.state == TaskState.RIGHT else verdict.state, verdict.message)

    def _tell_readings(self) -> None:
        for name, shown in self.controls.items():
            if name in self.typed:
                continue
            reading = self.task.fields[name].read(shown.given)
            shown.reading, shown.unreadable = reading.words, reading.state == "unreadable"
        for preview in self.previews:
            chosen = (shown.value for name, shown in self.controls.items() if self.task.fields[name] is preview.asked)
            preview.draw(next(chosen))

    def _take_documents(self) -> None:
        self.task.documents = {name: shown.given for name, shown in self.documents.items()}

    def _as_output(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What carries the answer in the page, with the documents that are part of it."""
        files = ((shown.name, documents.content_of(shown.name)) for shown in self.documents.values() if shown.value)
        return carried.as_output(self.saved, {name: content for name, content in files if content is not None})

    def _can_bring_back(self) -> bool:
        now = self._without_documents(self.saved.values)
        earlier = (self._without_documents(version.values) for version in self.saved.versions)
        return any(shown.can_bring_back for shown in self.documents.values()) or any(
            values != now and any(value not in (None, "", [], {}) for value in values.values()) for values in earlier
        )

    def _without_documents(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name not in self.documents}

    def _tell_saved(self, *changed: str) -> None:
        self.bar.notice = self.saved.notice
        self.bar.can_bring_back = self._can_bring_back()
        for shown in self.controls.values():
            shown.revision = self.saved.revision
        saved = f"Saved at {clock.in_england(self.saved.saved):%H:%M:%S}" if self.saved.saved else ""
        for name in changed:
            self.controls[name].saved = saved


def _at(moment: datetime) -> str:
    """Say when something was: the time, and the day unless it was today."""
    there = clock.in_england(moment)
    today = there.date() == clock.today()
    return f"at {there:%H:%M:%S}" if today else f"on {there.day} {there:%B} at {there:%H:%M:%S}"

"""The learning log: what somebody thought and takes back to school, by criterion, and how sure they are of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from npqml_widgets.controls.steps import LogControl, Page, Step
from npqml_widgets.documents import log
from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.log import NO_CRITERION, TITLE, Log, Note
from npqml_widgets.documents.shared.model_tables import from_xlsx, to_xlsx
from npqml_widgets.documents.shared.printing import can_write_word, to_docx, to_html
from npqml_widgets.forms.shared.document_form import UNDO
from npqml_widgets.forms.shared.files import Output
from npqml_widgets.forms.shared.steps_form import StepsForm
from npqml_widgets.forms.shared.words import when
from npqml_widgets.keeping import answers, clock
from npqml_widgets.keeping.elsewhere import elsewhere

NAME = "learning-log"
DRAFT = "learning-log-draft"
GONE = "This note was taken out in another tab. Your words still stand in the box: copy them into a new note."


def learning_log() -> None:
    """Show the learning log: write a note, look through them all, say how sure you are of a criterion."""
    LogForm(NAME).show()


class LogForm(StepsForm[Log]):
    """The log kept here, and the notes made in other modules, which are changed where they were made."""

    kind = Log
    control = LogControl
    title = TITLE

    def load(self) -> None:
        """Read the log kept here and those of the other modules."""
        super().load()
        self.others = elsewhere(NAME, Log)
        self.draft = answers.load(DRAFT)

    def answers(self) -> Mapping[str, Callable[[Step], str]]:
        """Return what is done for each thing that somebody can do with the log."""
        return {
            "draft": self.keep_draft,
            "add": self.add,
            "edit": self.edit,
            "take out": self.take_out,
            "use": self.use,
            "rate": self.rate,
        }

    def keep_draft(self, step: Step) -> str:
        """Keep a note that is still being written."""
        values = {key: str(step.get(key, "")) for key in ("kind", "criterion", "words")}
        self.draft = answers.save(DRAFT, values, revision=self.draft.revision)
        return ""

    def add(self, step: Step) -> str:
        """Put a new note into the log."""
        now = clock.now()
        self._change(
            lambda kept: log.write(
                kept,
                str(step["words"]).strip(),
                kind=str(step["kind"]),
                criterion=str(step["criterion"]),
                task=f"log {now.isoformat()}",
                at=now,
            ),
            "the new note",
        )
        self.draft = answers.save(DRAFT, {}, revision=self.draft.revision)
        return "The note is in your log."

    def edit(self, step: Step) -> str:
        """Change a note; where another tab has changed its words as well, say what they were."""
        key, words, before = str(step["note"]), str(step["words"]), str(step["before"])

        def change(kept: Log) -> Log:
            now = next(one.words for one in kept.notes if one.id == key)
            if now not in (before, words):
                self.notice = f"This note was also changed in another tab. There it said: “{now}”"
            return log.edit(kept, key, words=words, criterion=str(step["criterion"]), at=clock.now())

        return self._change(change, "changing a note")

    def take_out(self, step: Step) -> str:
        """Take a note out of the log."""
        return self._change(lambda kept: log.take_out(kept, str(step["note"])), "taking out a note") or (
            f"The note is taken out. {UNDO}"
        )

    def use(self, step: Step) -> str:
        """Mark a note as used in the account, or as waiting again."""
        key, part = str(step["note"]), str(step["part"])
        return self._change(
            lambda kept: log.use(kept, key, part) if part else log.wait(kept, key), "marking a note"
        ) or (f"Marked as {log.USED[part]}." if part else "Waiting again.")

    def rate(self, step: Step) -> str:
        """Keep how sure somebody is of a criterion before or after a module, and say what changed."""
        module, criterion = str(step["module"]), str(step["criterion"])
        self._change(
            lambda kept: log.rate(
                kept,
                int(step["level"]),
                module=module,
                criterion=criterion,
                moment=str(step["moment"]),
                at=clock.now(),
            ),
            "how sure you are",
        )
        return log.change_in_words(self.document, module, criterion)

    def contents(self) -> Page:
        """Return the notes by criterion, what each criterion says, and every level of confidence."""
        groups = log.filed(self.document, self.others)
        return {
            "kinds": list(map(list, log.KINDS.items())),
            "criteria": [["", NO_CRITERION], *([one.id, f"{one.id} {one.text}"] for one in criteria())],
            "parts": {one.id: one.part for one in criteria()},
            "draft": self.draft.values,
            "groups": [
                {"criterion": key, "title": title, "notes": [_as_entry(*one) for one in notes]}
                for key, title, notes in groups
            ],
            "waiting": sum(one.state == log.WAITING for _, _, notes in groups for _, one in notes),
            "levels": [[str(level), f"{level} of {len(log.LEVELS)}: {words}"] for level, words in log.LEVELS.items()],
            "moments": list(map(list, log.MOMENTS.items())),
            "confidence": sureness(self.document),
        }

    def as_text(self) -> str:
        """Return the notes by criterion."""
        filed = log.by_criterion(self.document, [one.id for one in criteria()])
        lines = [
            f"{key or NO_CRITERION}, {one.made:%d/%m/%Y}, {log.KINDS[one.kind]}, {one.state}: {one.words}"
            for key, notes in filed.items()
            for one in notes
        ]
        return "\n".join([self.title, *(lines or ["No notes yet."])])

    def outputs(self) -> tuple[Output[Log], ...]:
        """Offer the log to print and for Word, with other modules' notes, and as a workbook with its own."""
        made = [
            Output[Log]("Save for printing (HTML)", ".html", lambda kept: to_html(log.printed(kept, self.others))),
            Output("Save as a workbook (XLSX)", ".xlsx", to_xlsx),
        ]
        if can_write_word():
            made.append(Output("Save for Word (DOCX)", ".docx", lambda kept: to_docx(log.printed(kept, self.others))))
        return tuple(made)

    def reads(self) -> str:
        """Take back the workbook that was written here."""
        return ".xlsx"

    def bring_in(self, content: bytes, filename: str) -> Log:
        """Return the log in a workbook."""
        return from_xlsx(content, Log)

    def _change(self, edit: Callable[[Log], Log], what: str) -> str:
        """Change the log, and give words where it cannot be."""

        def safely(kept: Log) -> Log:
            try:
                return edit(kept)
            except (KeyError, StopIteration):
                raise ValueError(GONE) from None

        refused = self.change(safely, what)
        return self.refuse(refused) if refused else ""


def sureness(kept: Log) -> list[dict[str, Any]]:
    """Return each criterion of each of its modules, with the levels given so far and what changed."""
    given: dict[tuple[str, str], dict[str, int]] = {}
    for each in kept.confidence:
        given.setdefault((each.module, each.criterion), {})[each.moment] = each.level
    return [
        {
            "module": module,
            "criterion": one.id,
            "words": f"{one.id} {one.text} (module {module})",
            "levels": given.get((module, one.id), {}),
            "change": log.change_in_words(kept, module, one.id),
        }
        for one in criteria()
        for module in one.modules
    ]


def _as_entry(module: str, note: Note) -> dict[str, str]:
    return {
        "id": note.id,
        "module": module,
        "when": when(note.made) + (f", changed {when(note.changed)}" if note.changed else ""),
        "kind": log.KINDS[note.kind],
        "criterion": note.criterion,
        "state": note.state,
        "words": note.words,
    }

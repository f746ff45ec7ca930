"""The sections in which a round is prepared: who and when, what is asked, who is asked, and the forms."""

from __future__ import annotations

from collections.abc import Iterator

from npqml_widgets.controls.sections import (
    Part,
    bullets,
    button,
    choose,
    day,
    heading,
    inside,
    note,
    opening,
    row,
    text,
    tick,
    words,
)
from npqml_widgets.documents.feedback360.html_form import write_form
from npqml_widgets.documents.feedback360.model import GROUPS, Rater, promises
from npqml_widgets.documents.feedback360.questionnaire import Questionnaire
from npqml_widgets.documents.feedback360.rounds import NEVER_THE_LEADER, Rounds, as_round, missing, raters_of
from npqml_widgets.documents.feedback360.second_round import advice
from npqml_widgets.forms.feedback360.rater_files import where_forms_are

_FIXED = "The forms are made, so this stays as it was promised to the raters."
_ALIKE = "The second round keeps the leader, the questions and the rules of the first: else it could not be compared."
_MANAGER = "Show the line manager's ratings and comments as the line manager's. Agree it with them before the round."


def round_parts(rounds: Rounds) -> list[Part]:
    """Ask who the round is for, who collects, and when it opens."""
    draft = rounds.draft
    parts = [
        note(NEVER_THE_LEADER),
        words("This document names raters by ids, and holds what each one answered. It is the collator's alone: do not "
              "hand it in, share its folder or leave it open. The leader gets the report, and nothing else."),
    ]  # fmt: skip
    if rounds.collation is not None:
        about = rounds.collation.round
        opened = f"{about.opened:%d/%m/%Y}" if about.opened else "no date"
        named = "shown as the line manager's" if about.manager_named else "never shown alone"
        return [*parts, words(_FIXED), bullets([
            f"Name of the round: {about.id}", f"Leader: {about.leader}", f"Collator: {draft.collator}",
            f"Opened: {opened}", f"The line manager's answers: {named}",
        ])]  # fmt: skip
    parts += [
        text("entry:name", "Name of the round", draft.name, live=True,
             help="Such as autumn 2026. It stands on the report."),
        text("entry:collator", "Who collects the forms (an id)", draft.collator, live=True,
             help="Somebody the raters trust, and who does not manage them: a colleague elsewhere, or the provider."),
        day("opened:", "Day on which it opens", draft.opened.isoformat() if draft.opened else ""),
    ]  # fmt: skip
    if rounds.out:
        return [*parts, words(_ALIKE)]
    return [
        *parts,
        text("entry:leader", "The leader (an id)", draft.leader, live=True,
             help="No name: the id stands on the report. The leader answers too, as self."),
        tick("named:", "The line manager is one person", _MANAGER, ticked=draft.manager_named, live=True),
    ]  # fmt: skip


def question_parts(rounds: Rounds) -> list[Part]:
    """Show the statements and open questions, to be changed while nobody has been asked."""
    asked = as_round(rounds)
    preview = opening("See the form as a rater sees it", [
        inside("The form of a rater, to look at", write_form(asked, Rater("preview", "peers", "000000"))),
    ], key="preview")  # fmt: skip
    if rounds.collation is not None or rounds.out:
        return [words(_FIXED if rounds.collation else _ALIKE), preview, *_read_only(asked.questionnaire)]
    about = (
        "A good statement names one thing that a colleague can have seen, and holds for the best leader you know. Each "
        "of the seven behaviours needs at least one. Every statement costs each rater about a quarter of a minute."
    )
    return [words(about), preview, *_to_change(asked.questionnaire)]


def _read_only(asked: Questionnaire) -> Iterator[Part]:
    for behaviour in asked.behaviours:
        yield heading(behaviour.name)
        yield bullets(one.text for one in asked.statements if one.behaviour == behaviour.id)
    yield heading("Open questions")
    yield bullets(one.text for one in asked.questions)


def _to_change(asked: Questionnaire) -> Iterator[Part]:
    for behaviour in asked.behaviours:
        yield heading(behaviour.name)
        yield words(behaviour.description)
        own = [one for one in asked.statements if one.behaviour == behaviour.id]
        for number, one in enumerate(own, 1):
            yield text(f"reword:{one.id}", f"{behaviour.name}, statement {number}", one.text, live=True)
            if len(own) > 1:
                yield button(f"take-out:{one.id}", "Take out", about=one.text)
        adding = [
            text(f"new:{behaviour.id}", f"A new statement on {behaviour.name.lower()}"),
            button(f"add-statement:{behaviour.id}", "Add this statement", sends=[f"new:{behaviour.id}"]),
        ]
        yield opening(f"Add a statement on {behaviour.name.lower()}", adding, key=f"adding:{behaviour.id}")
    yield heading("Open questions")
    for number, question in enumerate(asked.questions, 1):
        yield text(f"reword:{question.id}", f"Open question {number}", question.text, live=True)
        yield button(f"take-out:{question.id}", "Take out", about=question.text)
    yield opening("Add an open question", [
        text("new-question", "A new open question"),
        button("add-question:", "Add this question", sends=["new-question"]),
    ], key="adding-question")  # fmt: skip


def rater_parts(rounds: Rounds) -> list[Part]:
    """Ask who is asked; the table of raters stands below."""
    if rounds.is_published:
        return [words("The report is out: nobody is added or taken out any more.")]
    return [
        words("Give each rater an id, such as p1 or t3, and keep the list of who is who somewhere else, on paper if "
              "you can. A group is shown from three answers on, so ask five or more of a kind: some will not answer."),
        text("ids", "Ids of new raters", lines=2, help="One or many, with spaces, commas or new lines between them."),
        row([
            choose("group", "Their group", "team", {key: name for key, name in GROUPS.items() if key != "self"}),
            button("add-raters:", "Add these raters", sends=["ids", "group"]),
        ]),
    ]  # fmt: skip


def form_parts(rounds: Rounds) -> list[Part]:
    """Say what is missing, or make the forms; once made, say where they are."""
    if rounds.collation is not None:
        return [
            words(where_forms_are(rounds.collation.round, wanted=not rounds.is_published)),
            bullets([
                "The web page (.html) opens in any browser. It saves the answers to a file, or gives a short code for "
                "an e-mail or the telephone; a code holds ratings and no comments.",
                "The spreadsheet (.xlsx) is for whoever would rather not open a web page.",
                "Ask for them back within two weeks. Anybody may decline, with a reason or without.",
            ]),
            button("write:", "Write them again", off=rounds.is_published),
        ]  # fmt: skip
    faults = missing(rounds)
    if faults:
        return [words("Before the forms can be made:"), bullets(faults)]
    asked = as_round(rounds)
    people = raters_of(rounds)
    counts = [f"{name}: {sum(group == key for group in people.values())}" for key, name in GROUPS.items()]
    parts = [words(f"{len(people)} forms will be made. {', '.join(counts)}.")]
    if rounds.earlier:
        parts += [heading("What the choice of raters will do"), bullets(advice(asked, rounds.earlier))]
    return [
        *parts,
        heading("The rules, as every form says them"),
        bullets(promises(asked)),
        note("From then on questions, groups and rules are fixed. Raters can still be added."),
        button("make:", "Make the forms"),
    ]

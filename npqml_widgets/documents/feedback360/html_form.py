"""The form of a rater as one HTML file: opens in any browser, asks nothing of any network, needs no Jupyter."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from npqml_widgets.documents.feedback360.codes import FILE_ABOUT
from npqml_widgets.documents.feedback360.model import Rater, Round, promises
from npqml_widgets.documents.feedback360.questionnaire import LONGEST_TEXT, RATINGS

_SECONDS_A_RATING, _SECONDS_A_COMMENT = 15, 90


@cache
def _page() -> Template:
    return Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def write_form(asked: Round, rater: Rater) -> str:
    """Return the page of one rater; it holds the round's and the form's number, no name and no id."""
    questions = asked.questionnaire
    seconds = _SECONDS_A_RATING * len(questions.statements) + _SECONDS_A_COMMENT * len(questions.questions)
    data = {
        "tag": asked.tag,
        "token": rater.token,
        "statements": [one.id for one in questions.statements],
        "questions": [one.id for one in questions.questions],
    }
    return _page().substitute(
        title=escape(questions.title),
        minutes=max(1, round(seconds / 60)),
        promises="\n".join(f"<li>{escape(words)}</li>" for words in promises(asked)),
        scale=escape(f"{', '.join(f'{rating} {words}' for rating, words in RATINGS.items())}. The best rating is 1."),
        statements="\n".join(_statements(asked)),
        questions="\n".join(_question(one.id, one.text) for one in questions.questions),
        longest=LONGEST_TEXT,
        about=FILE_ABOUT,
        # Inside a script element only "<" could end it early.
        data=json.dumps(data).replace("<", "\\u003c"),
    )


def file_name(asked: Round, rater: Rater, ending: str) -> str:
    """Return the name of a rater's form, without a name or id: "360-form-VA33-8BR7WF.html"."""
    return f"360-form-{asked.tag}-{rater.token}.{ending}"


def _statements(asked: Round) -> list[str]:
    parts = []
    for behaviour in asked.questionnaire.behaviours:
        parts.append(f"<h2>{escape(behaviour.name)}</h2>")
        parts.append(f'<p class="behaviour">{escape(behaviour.description)}</p>')
        parts += [
            _statement(one.id, one.text) for one in asked.questionnaire.statements if one.behaviour == behaviour.id
        ]
    return parts


def _statement(name: str, text: str) -> str:
    shown = {**{str(rating): f"{rating} {words}" for rating, words in RATINGS.items()}, "0": "cannot say"}
    choices = "\n".join(
        f'<label><input type="radio" name="rating:{name}" value="{value}"> {words}</label>'
        for value, words in shown.items()
    )
    return f'<fieldset>\n<legend>{escape(text)}</legend>\n<div class="choices">\n{choices}\n</div>\n</fieldset>'


def _question(name: str, text: str) -> str:
    return (
        f'<p><label for="text-{name}">{escape(text)}</label>\n'
        f'<textarea id="text-{name}" name="text:{name}" rows="4" maxlength="{LONGEST_TEXT}"></textarea></p>'
    )

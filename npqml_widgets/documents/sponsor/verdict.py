"""How far an answer can be relied on, in words: said alike on the page, in print, when collected and to a marker.

Only the provider, who has the key, can come to more than `unchecked`. No other word than those of `checked` may ever
say that an answer is the sponsor's.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from npqml_widgets.documents.sponsor.answer import Answer, answer_in
from npqml_widgets.documents.sponsor.model import Received, SponsorComments, Way
from npqml_widgets.documents.sponsor.seal import EXAMPLE as EXAMPLE_SEAL

State = Literal["none", "unchecked", "example", "checked", "confirmed", "changed since", "not verified", "does not fit"]
HEADINGS: dict[State, str] = {
    "none": "No comments yet",
    "unchecked": "Comments that came back: not verified",
    "example": "Made-up comments: an example, which counts for nobody",
    "checked": "The sponsor's comments: checked",
    "confirmed": "The sponsor's comments: confirmed",
    "changed since": "The sponsor's comments: checked, but the evidence was changed afterwards",
    "not verified": "Comments that came back: not verified",
    "does not fit": "Comments that came back: they do not fit, and do not count",
}
"""What stands above an answer, by how far it can be relied on."""
EXAMPLE_CANDIDATE = "(example)"
"""Whom the worked example is about: no candidate can have such an id."""
EXAMPLE = "It is the worked example of the course, made up, and can count for nobody."
NO_KEY_USED: dict[Way, str] = {
    "page": "It was not given on the provider's page, so it has no seal: ask the sponsor whether it is theirs.",
    "workbook": "It came in the workbook, which cannot be sealed: ask the sponsor whether it is theirs.",
}
"""Why an answer without a seal is not verified, by how it came."""
UNCHECKED = "Not verified: only the provider of the course can check whose words these are."


@frozen
class Verdict:
    """How far an answer can be relied on, and why, a sentence each."""

    state: State
    words: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is the sponsor's, for this evidence as it is."""
        return self.state in ("checked", "confirmed")

    @property
    def heading(self) -> str:
        """What stands above the answer."""
        return HEADINGS[self.state]


def unchecked(sheet: SponsorComments) -> Verdict:
    """Return what can be said of an answer without the key: that it is not verified, if there is one."""
    received, answer = sheet.answer, answer_in(sheet.answer)
    if received is None:
        return Verdict("none")
    example = answer is not None and is_example(received, answer)
    return Verdict("example", (EXAMPLE,)) if example else Verdict("unchecked", (UNCHECKED,))


def is_example(received: Received, answer: Answer) -> bool:
    """Tell whether an answer is that of the course's worked example."""
    return received.seal == EXAMPLE_SEAL or answer.request.candidate == EXAMPLE_CANDIDATE

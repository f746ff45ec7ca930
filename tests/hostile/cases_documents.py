"""Cases whose document, a file that stands for an answer, is no honest one: huge, deep, forged, or somebody else's."""

# ruff: noqa: E501 - the lines of a candidate are as long as they are

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from npqml_widgets.documents.risk.model import Register, Risk
from npqml_widgets.keeping.documents import Kept, as_answer, as_json
from tests.hostile.case import SCRIPT, Case
from tests.npqml.grading.conftest import Sender

NAME = "1a-t5-register"
SAVED = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
RIGHT = Register("Mine", risks=(Risk("R1", event="The tutor is ill", risk_owner="Head"), Risk("R2", risk_owner="Head")))
ALL = 2.0


def _file(make: Callable[[dict[str, Any]], Any] = lambda file: file) -> Callable[[Sender], None]:
    """Give a change that hands in a right register, its file made anew: bytes as they are, else written as JSON."""

    def change(sent: Sender) -> None:
        made = make(json.loads(as_json(RIGHT, 1, SAVED)))
        sent.save("1a-t5", register=as_answer(NAME, Kept(RIGHT, 1, SAVED)))
        path = sent.folder / "work" / f"{NAME}.json"
        path.write_bytes(made if isinstance(made, bytes) else json.dumps(made).encode())

    return change


def _document(**entries: Any) -> Callable[[Sender], None]:
    """Give a change that hands in a register with other entries."""
    return _file(lambda file: file | {"document": file["document"] | entries})


def _risks(count: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"id": f"R{number}", "risk_owner": "Head", **fields} for number in range(count)]


def _nested(_: dict[str, Any]) -> bytes:
    return b'{"schema": 1, "kind": "Register", "document": ' + b"[" * 1_000_000


def _linked(sent: Sender) -> None:
    """Hand in a link to what an honest candidate has kept."""
    _file()(sent)
    path = sent.folder / "work" / f"{NAME}.json"
    path.unlink()
    path.symlink_to("/etc/passwd")


def _elsewhere(sent: Sender) -> None:
    """Have the answer name another place than the task's own."""
    _file()(sent)
    for name in ("../../a-honest/1a/work/1a-t3", "1a-t3", "risk-register"):
        sent.save("1a-t5", register={"document": name, "revision": 1, "saved": None})
    (sent.folder / "work" / f"{NAME}.json").unlink()


CASES = (
    Case("document-honest", "a right register, filled in by the form", change=_file(), marks=ALL),
    Case("document-huge", "a register of 19 MB", change=_document(setting="x" * 19_000_000), marks=ALL),
    Case("document-too-huge", "a file of 25 MB", change=_document(setting="x" * 25_000_000)),
    Case("document-long", "two hundred thousand risks", change=_document(risks=[{"id": f"{n}"} for n in range(200_000)])),
    Case("document-all-faults", "half a million entries, each of them a fault", change=_document(risks=[{}] * 500_000)),
    Case("document-deep", "a file nested a million deep", change=_file(_nested)),
    Case("document-other-kind", "a document of another kind", change=_file(lambda file: file | {"kind": "Budget"})),
    Case("document-newer", "a document of a version that is to come", change=_file(lambda file: file | {"schema": 99})),
    Case("document-no-number", "NaN, infinity and a number of 4,000 digits where a score is asked for",
         change=_document(appetite=float("nan"), size=float("inf"), risks=_risks(2, inherent_impact=10**4_000))),
    Case("document-other-types", "lists, numbers and truth values where texts are asked for",
         change=_document(title=["Mine"], setting=7, risks=_risks(2, cause={"a": 1}, history="x"))),
    Case("document-more-entries", "entries that no register has", change=_document(risks=_risks(2, marks=100), __class__="os.system")),
    Case("document-pickle", "a pickle in place of JSON", change=_file(lambda _: b"\x80\x04\x95cos\nsystem\n(S'true'\ntR.")),
    Case("document-cut", "a file that was cut short", change=_file(lambda file: json.dumps(file).encode()[:-40])),
    Case("document-nothing", "a file of zeros", change=_file(lambda _: bytes(5_000))),
    Case("document-signs", "a right register with NUL, half characters, script and endless words in every text",
         change=_document(title=f"\0\ud800{SCRIPT}", risks=_risks(2, event=SCRIPT, cause="\0\x1b[2J", effect="x" * 9_000, notes="\u202e" * 500)), marks=ALL),
    Case("document-linked", "a link in place of the file", change=_linked),
    Case("document-elsewhere", "an answer that names somebody else's file", change=_elsewhere),
    Case("document-typed", "a register typed in Python, with a form that nobody has touched",
         {"1a-t5": "register = Register('Mine', risks=(Risk('R1', risk_owner='Me'), Risk('R2', risk_owner='Me')))"}),
    Case("document-replaced", "a cell that writes another register over the one in the form, and patches its model",
         {"1a-t1": f"import json, pathlib\npathlib.Path('work/{NAME}.json').write_text('FORGED')\nfrom npqml_widgets.documents.risk import model as _m\n_m.Register.risks = property(lambda _: 1 / 0)"},
         _file(), ALL),
)  # fmt: skip

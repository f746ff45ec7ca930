"""The bank of answers of a module: right variants, oddly typed ones and named mistakes, each with what it must get."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import attrs
from attrs import fields, frozen

from npqml.refusal import Refusal
from npqml_widgets.keeping.plain import from_plain, to_plain

KINDS = ("right", "odd", "partly", "mistake", "unreadable", "text")


@frozen
class Answer:
    """One entry of answers.toml; `adopted` mistakes are named by their entry alone and by no check."""

    task: str
    name: str
    kind: str
    code: str
    typed: str | dict[str, str] = ""
    way: str = "control"
    mark: float | None = None
    mistake: str = ""
    message: str = ""
    source: str = ""
    adopted: bool = False

    @property
    def label(self) -> str:
        """The entry in words, for messages."""
        return f"{self.task}, {self.name!r}"


def read_answers(path: Path) -> list[Answer]:
    """Read a module's answers.toml; refuses an unknown key, kind or way, a repeated name and a missing mark."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal(
            path,
            "",
            found=str(error),
            expected="a TOML file with [[answer]] entries",
            do="Mend the place that is named.",
        ) from error
    unknown = sorted(set(content) - {"answer"})
    if unknown:
        raise Refusal(path, unknown[0], found="an unknown table", expected="only [[answer]]", do="Mend its name.")
    found: dict[tuple[str, str], Answer] = {}
    for number, entry in enumerate(content.get("answer", []), 1):
        answer = _answer(path, number, entry)
        if (answer.task, answer.name) in found:
            raise Refusal(
                path,
                answer.label,
                found="the same name twice",
                expected="a name of its own",
                do="Rename one.",
            )
        found[answer.task, answer.name] = answer
    return list(found.values())


def _answer(path: Path, number: int, entry: dict[str, Any]) -> Answer:
    place = f"[[answer]] {number} ({entry.get('task', '?')}, {entry.get('name', '?')!r})"

    def refuse(found: str, expected: str) -> Refusal:
        return Refusal(path, place, found=found, expected=expected, do="Mend the entry.")

    known = {one.name for one in fields(Answer)}
    for key in sorted(set(entry) - known):
        raise refuse(f"the unknown key {key!r}", f"only {', '.join(sorted(known))}")
    for key in ("task", "name", "kind", "code"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise refuse(f"no {key}", f"{key} = a text")
    if entry["kind"] not in KINDS:
        raise refuse(f"kind = {entry['kind']!r}", f"one of {', '.join(KINDS)}")
    if entry.get("way", "control") not in ("control", "line"):
        raise refuse(f"way = {entry['way']!r}", "control or line")
    mark = entry.get("mark")
    if entry["kind"] != "text" and (isinstance(mark, bool) or not isinstance(mark, int | float)):
        raise refuse(f"mark = {mark!r}", "the mark that this answer must get")
    if entry["kind"] == "mistake" and not (entry.get("mistake") and entry.get("message")):
        raise refuse("a mistake without its name or message", "mistake = its name, message = words it must contain")
    adopted = entry.get("adopted", False)
    if not isinstance(adopted, bool) or (adopted and (entry["kind"] != "mistake" or "typed" in entry)):
        raise refuse(f"adopted = {adopted!r}", "adopted = true in a mistake without typed, or no such line")
    try:
        compile(entry["code"], place, "exec")
    except SyntaxError as error:
        raise refuse(f"code that is not Python ({error.msg})", "a line such as gap = 3") from error
    return Answer(**entry)


def raw_for(answer: Answer, namespace: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Give what a candidate with this answer puts into the controls, by the answers' names.

    `code` is run in a copy of `namespace`. Where `typed` gives a text for a name, that text stands for its value.
    """
    own = dict(namespace)
    exec(compile(answer.code, answer.label, "exec"), own)  # noqa: S102 - the course's own bank of answers
    templates = answer.typed if isinstance(answer.typed, dict) else {names[0]: answer.typed}
    values = {name: value for name, value in own.items() if not name.startswith("__")}
    typed = {name: text.format(**values) for name, text in templates.items() if text}
    return {name: typed.get(name, plain(own.get(name))) for name in names}


def plain(value: Any) -> Any:
    """Give a value as a control would save it: plain numbers, texts, lists and dicts, a document as its file has it."""
    if attrs.has(type(value)):
        return from_plain(to_plain(value), type(value))
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if hasattr(value, "tolist"):  # numpy and pandas
        return plain(value.tolist())
    return value

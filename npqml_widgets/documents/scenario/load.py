"""Reading a case from its file, if everything holds: each node reached, each path ends, reading time as stated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from npqml_widgets.documents.scenario.model import WORDS_A_MINUTE, Case, Situation
from npqml_widgets.keeping.authored import CITED, Refused, read_authored, said, source_faults

NEAR = 0.25
"""How far the stated reading time may be from that of the reasoned path, as a share of it; a minute is always near."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_case(file: Path) -> Case:
    """Return a case that has passed every gate; raises Refused with a sentence for each fault."""
    case = read_authored(file, Case)
    found = list(faults(case, file))
    if found:
        raise Refused(found)
    return case


def faults(case: Case, file: Path) -> Iterator[str]:
    """Find what is wrong with a case, one sentence each; the graph is looked at only when its ids are sound."""
    yield from _head_faults(case, file)
    unsound = [*_id_faults(case, file), *_link_faults(case, file)]
    yield from unsound
    if not unsound:
        yield from _graph_faults(case, file)
        yield from _path_faults(case, file)
    yield from source_faults(file, _texts(case), case.sources)


def minutes_to_read(case: Case, path: Iterable[str]) -> float:
    """Return the minutes that a path takes to read at 200 words a minute, its review included.

    Read are the opening, each situation with all its choices, the reaction to the chosen one, and at the end the
    reasoning on each choice made.
    """
    texts = [case.about, case.not_this, *chain.from_iterable(case.people.items())]
    ends = case.ends
    for key in path:
        situation, chosen = case.choices[key]
        texts += [situation.title, situation.text, *(one.words for one in situation.choice)]
        texts += [chosen.reaction, chosen.trust, chosen.words, chosen.think]
        if chosen.next in ends:
            end = ends[chosen.next]
            texts += [end.title, end.text, end.review]
    return sum(len(CITED.sub("", text).split()) for text in texts) / WORDS_A_MINUTE


def reached(start: str, leads_to: Mapping[str, Iterable[str]]) -> set[str]:
    """Name every node that can be reached from `start`, itself included."""
    found, open_nodes = {start}, [start]
    while open_nodes:
        for after in leads_to.get(open_nodes.pop(), ()):
            if after not in found:
                found.add(after)
                open_nodes.append(after)
    return found


def _head_faults(case: Case, file: Path) -> Iterator[str]:
    for entry, value, pattern, expected in (
        ("module", case.module, r"[1-9][a-z]", "a module's id such as 3c"),
        ("criterion", case.criterion, r"(\d\.\d\.\d)?", "a criterion such as 3.1.2, or nothing"),
    ):
        if not re.fullmatch(pattern, value):
            yield said(file, entry, found=repr(value), expected=expected, do="Mend it.")
    for entry, text in _texts(case):
        if not text.strip():
            yield said(file, entry, found="nothing", expected="words", do="Write them.")


def _id_faults(case: Case, file: Path) -> Iterator[str]:
    nodes = [one.id for one in case.nodes]
    choices = [choice.id for one in case.situation for choice in one.choice]
    for kind, ids in (("situation or end", nodes), ("choice", choices)):
        for number, key in enumerate(ids):
            if not _ID.fullmatch(key):
                expected = "small letters, digits and hyphens"
                yield said(file, f"{kind} {number + 1}, id", found=repr(key), expected=expected, do="Rename it.")
            if key in ids[:number]:
                expected = f"one {kind} of this id"
                yield said(file, f"{kind} {key}", found="the id a second time", expected=expected, do="Rename one.")


def _link_faults(case: Case, file: Path) -> Iterator[str]:
    nodes = [one.id for one in case.nodes]
    expected = f"one of {', '.join(nodes)}"
    if case.start not in case.situations:
        yield said(file, "start", found=repr(case.start), expected="the id of a situation", do="Mend it.")
    for one in case.situation:
        if len(one.choice) < 2:
            do = "Add a choice, or join this situation to the one before."
            found = f"{len(one.choice)} to choose from"
            yield said(file, f"situation {one.id}", found=found, expected="two choices or more", do=do)
        for choice in one.choice:
            entry = f"situation {one.id}, choice {choice.id}, next"
            if choice.next not in nodes:
                yield said(file, entry, found=repr(choice.next), expected=expected, do="Mend it, or write that node.")
            if choice.minutes < 0:
                do = "Mend it."
                yield said(file, f"choice {choice.id}, minutes", found=str(choice.minutes), expected="0 or more", do=do)


def _graph_faults(case: Case, file: Path) -> Iterator[str]:
    onward = {one.id: [choice.next for choice in one.choice] for one in case.situation}
    back: dict[str, list[str]] = {}
    for tail, heads in onward.items():
        for head in heads:
            back.setdefault(head, []).append(tail)
    from_start = reached(case.start, onward)
    to_an_end = set().union(*(reached(one.id, back) for one in case.end), set())
    for node in case.nodes:
        entry = f"{'situation' if isinstance(node, Situation) else 'end'} {node.id}"
        if node.id not in from_start:
            found, do = "no way that leads here from the start", "Let a choice lead here, or take it out."
            yield said(file, entry, found=found, expected="at least one", do=do)
        if node.id not in to_an_end:
            found, do = "only ways that go round in a circle", "Let a choice lead on to an end."
            yield said(file, entry, found=found, expected="a way to an end", do=do)


def _path_faults(case: Case, file: Path) -> Iterator[str]:
    here = case.start
    for number, key in enumerate(case.path, 1):
        situation, choice = case.choices.get(key, (None, None))
        if situation is None or choice is None or situation.id != here:
            options = (
                ", ".join(one.id for one in case.situations[here].choice) if here in case.situations else "no more"
            )
            expected = f"a choice of {here} ({options})"
            yield said(file, f"path, entry {number}", found=repr(key), expected=expected, do="Mend the path.")
            return
        here = choice.next
    if here not in case.ends:
        yield said(
            file, "path", found=f"a stop at {here}", expected="a path as far as an end", do="Add the next choice."
        )
        return
    needed = minutes_to_read(case, case.path)
    if abs(case.minutes - needed) > max(1, NEAR * needed):
        found = f"{case.minutes} minutes, where the reasoned path takes {needed:.1f} at {WORDS_A_MINUTE} words a minute"
        expected = f"about {round(needed)}"
        yield said(file, "minutes", found=found, expected=expected, do="State what it takes, or shorten the texts.")


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    """Return every text that people read, with the name of its entry."""
    yield from (("title", case.title), ("about", case.about), ("not_this", case.not_this))
    for name, who in case.people.items():
        yield f"people, {name}", who
    for one in case.situation:
        yield from ((f"situation {one.id}, title", one.title), (f"situation {one.id}, text", one.text))
        for choice in one.choice:
            entry = f"choice {choice.id}"
            yield from ((f"{entry}, words", choice.words), (f"{entry}, reaction", choice.reaction))
            yield f"{entry}, think", choice.think
    for end in case.end:
        yield from ((f"end {end.id}, title", end.title), (f"end {end.id}, text", end.text))
        yield f"end {end.id}, review", end.review

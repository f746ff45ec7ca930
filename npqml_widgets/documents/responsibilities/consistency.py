"""What does not add up in a table of responsibilities, in words. Nothing of it is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from npqml_widgets.documents.responsibilities.model import LETTERS, Responsibilities, Task
from npqml_widgets.documents.shared.lists.tomend import ToMend, to_mend, whole_to_mend
from npqml_widgets.documents.shared.names import names_in, plain

MOST_CONSULTED = 2
"""More are a committee: each of them is a wait."""
FEW_TASKS = 4
"""In fewer tasks than these, one post may well answer for most of them."""


def warnings(table: Responsibilities) -> tuple[ToMend, ...]:
    """Return everything in the table that does not add up, its tasks first and in their order."""
    if not table.tasks:
        return ()
    return (*to_mend(table, "tasks", _RULES, "what"), *whole_to_mend(table, _OF_ALL))


def schools_of(table: Responsibilities) -> dict[str, str]:
    """Return the schools or teams of the posts, as they are written first, by their plain name."""
    found: dict[str, str] = {}
    for post in table.posts:
        if post.school.strip():
            found.setdefault(plain(post.school), post.school.strip())
    return found


def _no_words(_: Responsibilities, task: Task) -> Iterator[str]:
    if not task.what.strip():
        yield "it names no task. Begin with a verb: choose, mark, settle, tell."


def _one_answers(_: Responsibilities, task: Task) -> Iterator[str]:
    if not task.accountable:
        yield "nobody answers for it. Name the one post whom people ask when it is late."
    elif len(task.accountable) > 1:
        yield f"{len(task.accountable)} posts answer for it ({', '.join(task.accountable)}). Then none does."


def _somebody_does_it(_: Responsibilities, task: Task) -> Iterator[str]:
    if not task.responsible:
        yield "nobody does it. Whose hours are these?"


def _few_are_asked(_: Responsibilities, task: Task) -> Iterator[str]:
    if len(task.consulted) > MOST_CONSULTED:
        yield f"{len(task.consulted)} posts are asked before. Each is a wait: which {MOST_CONSULTED} can change it?"


def _told_what_they_do(_: Responsibilities, task: Task) -> Iterator[str]:
    for name in task.posts:
        letters = task.letters_of(name)
        if "I" in letters and len(letters) > 1:
            yield f"{name} is told after (I) and has another part in it ({letters.replace('I', '')}). Take the I out."


def _known_posts(table: Responsibilities, task: Task) -> Iterator[str]:
    known = {plain(post.name) for post in table.posts}
    unknown = [name for name in task.posts if plain(name) not in known]
    if table.posts and unknown:
        yield f"{', '.join(unknown)}: no post of this table. Add it under Posts, or write it as it stands there."


def _no_posts(table: Responsibilities) -> Iterator[str]:
    if not table.posts:
        yield "The whole table: no posts are named. Put them under Posts, each with its school or team."
    for name, times in Counter(plain(post.name) for post in table.posts if post.name.strip()).items():
        if times > 1:
            yield f"The whole table: {times} posts are called {name}. Say what is different."


def _commas(table: Responsibilities) -> Iterator[str]:
    for post in table.posts:
        if len(names_in(post.name)) > 1:
            yield (
                f"The whole table: {post.name} has a comma in it, and would be read as several posts. Write it without."
            )


def _without_a_part(table: Responsibilities) -> Iterator[str]:
    for post in table.posts:
        if not post.name.strip():
            continue
        letters = [task.letters_of(post.name) for task in table.tasks]
        if not any(letters):
            yield f"The whole table: {post.name} has no part in anything. Take it out, or ask what they could do."
        elif set("".join(letters)) == {LETTERS["informed"]}:
            yield f"The whole table: {post.name} is only ever told. Being told is not being asked: what do they know?"


def _ends_with_one(table: Responsibilities) -> Iterator[str]:
    answers = Counter(plain(name) for task in table.tasks for name in task.accountable)
    for name, times in answers.items():
        if len(table.tasks) >= FEW_TASKS and 2 * times > len(table.tasks):
            shown = next(each for task in table.tasks for each in task.accountable if plain(each) == name)
            yield (
                f"The whole table: {shown} answers for {times} of {len(table.tasks)} tasks. If they leave, it ends on "
                "that day. Hand some on."
            )


def _both_schools(table: Responsibilities) -> Iterator[str]:
    schools = schools_of(table)
    if len(schools) < 2:
        return
    for key, school in schools.items():
        posts = [post.name for post in table.posts if plain(post.school) == key]
        if not any("A" in task.letters_of(name) for task in table.tasks for name in posts):
            yield f"The whole table: nobody at {school} answers for anything. Which task is theirs?"


_RULES = {
    "no words": _no_words,
    "one answers": _one_answers,
    "somebody does it": _somebody_does_it,
    "few are asked": _few_are_asked,
    "told what they do": _told_what_they_do,
    "known posts": _known_posts,
}
_OF_ALL = {
    "no posts": _no_posts,
    "commas": _commas,
    "without a part": _without_a_part,
    "ends with one": _ends_with_one,
    "both schools": _both_schools,
}

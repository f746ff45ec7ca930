"""How a table of responsibilities stands, in words, and what stands on it in print."""

from __future__ import annotations

from datetime import date

from npqml_widgets.documents.responsibilities.columns import COLUMNS, POSTS, TASKS
from npqml_widgets.documents.responsibilities.consistency import schools_of, warnings
from npqml_widgets.documents.responsibilities.grid import grid_table, posts_of
from npqml_widgets.documents.responsibilities.model import Responsibilities
from npqml_widgets.documents.shared.lists.printing import list_block, page
from npqml_widgets.documents.shared.names import plain
from npqml_widgets.documents.shared.printing import Block, Heading, Page


def printed(table: Responsibilities, _: date | None = None) -> Page:
    """Return the table as a page to print; no day changes anything on it."""
    grid: list[Block] = [Heading("Who is what"), grid_table(table)] if table.tasks and posts_of(table) else []
    widths = (0, 26, 19, 17, 17, 17)
    blocks = [*list_block(TASKS, table, without=("answering",), widths=widths), *grid, *list_block(POSTS, table)]
    return page(COLUMNS, table, summary(table), blocks, warnings(table))


def summary(table: Responsibilities) -> tuple[str, ...]:
    """Return how the table stands: tasks and posts, for how many one post answers, and which schools do."""
    tasks, posts = len(table.tasks), len(posts_of(table))
    sound = sum(len(task.accountable) == 1 for task in table.tasks)
    said = [
        f"{tasks} task{'' if tasks == 1 else 's'}, {posts} post{'' if posts == 1 else 's'}. One post answers for "
        f"{sound} of {tasks}."
    ]
    schools = schools_of(table)
    if len(schools) > 1:
        counts = []
        for key, school in schools.items():
            names = {plain(post.name) for post in table.posts if plain(post.school) == key}
            held = sum(any(plain(name) in names for name in task.accountable) for task in table.tasks)
            counts.append(f"{school} {held}")
        said.append(f"Tasks that each answers for: {', '.join(counts)}.")
    return tuple(said)

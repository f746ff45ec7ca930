"""Made-up tables of responsibilities, and any table at all, for tests."""

from __future__ import annotations

from hypothesis import strategies as st

from npqml_widgets.documents.responsibilities.model import Post, Responsibilities, Task
from tests.npqml_widgets.documents.risk.risks import texts

SOUND = Responsibilities(
    "Shared moderation", "Hill Lane and St Anne's",
    (
        Task("T1", "Choose the scripts", ("Tutor", "Head of Maths"), ("Head of Maths",), (), ("Teacher",)),
        Task("T2", "Mark them blind", ("Teacher", "Partner's teacher"), ("Partner's lead",), ("Tutor",), ()),
    ),
    (
        Post("P1", "Head of Maths", "Hill Lane"), Post("P2", "Tutor", "Hill Lane"), Post("P3", "Teacher", "Hill Lane"),
        Post("P4", "Partner's lead", "St Anne's"), Post("P5", "Partner's teacher", "St Anne's"),
    ),
)  # fmt: skip

names = st.lists(
    st.text("abcdé =+'&x ", min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool),
    max_size=3, unique_by=str.casefold,
).map(tuple)  # fmt: skip


def tables(words: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Responsibilities]:
    """Return any table; no name in it has a comma, which would be two names."""
    tasks = st.builds(Task, words.filter(bool), words, names, names, names, names, words)
    posts = st.builds(Post, words.filter(bool), words, words, words)
    return st.builds(
        Responsibilities,
        words,
        words,
        st.lists(tasks, max_size=3, unique_by=lambda task: task.id).map(tuple),
        st.lists(posts, max_size=3, unique_by=lambda post: post.id).map(tuple),
    )

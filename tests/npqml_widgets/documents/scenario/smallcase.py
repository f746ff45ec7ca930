"""A small made-up case, for the tests of cases and of the paths through them."""

from __future__ import annotations

from npqml_widgets.documents.scenario.load import load_case
from npqml_widgets.documents.scenario.model import Case

SMALL = """
id = "small"
title = "A small case"
module = "3c"
criterion = "3.1.2"
minutes = 1
about = "About it."
not_this = "Not training [@key]."
start = "first"
path = ["ask", "stay"]
[people]
"Ann" = "a teacher"
[sources]
key = "A source"
[[situation]]
id = "first"
title = "First"
text = "What now?"
[[situation.choice]]
id = "ask"
words = "Ask her."
next = "second"
reaction = "She answers."
think = "You know more."
minutes = 5
trust = "Ann trusts you more."
[[situation.choice]]
id = "leave"
words = "Leave it."
next = "bad"
reaction = "Nothing happens."
think = "It does not go away."
[[situation]]
id = "second"
title = "Second"
text = "And now?"
[[situation.choice]]
id = "stay"
words = "Stay."
next = "good"
reaction = "She nods."
think = "You keep your word."
minutes = 10
[[situation.choice]]
id = "again"
words = "Begin again."
next = "first"
reaction = "She sighs."
think = "A second start."
[[end]]
id = "good"
title = "Good"
text = "It went on."
review = "You asked."
[[end]]
id = "bad"
title = "Bad"
text = "It came back."
review = "You waited."
"""


def small(tmp_path, *changes: tuple[str, str]) -> Case:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    return load_case(file)

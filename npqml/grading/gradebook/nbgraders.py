"""nbgrader's own gradebook, which lets go of its file where it cannot be opened, too."""

from __future__ import annotations

from contextlib import suppress

from nbgrader.api import Gradebook


class ClosedGradebook(Gradebook):  # type: ignore[misc]
    """A gradebook that is closed at the end of its `with`, and where opening it fails: nobody else could."""

    def __init__(self, url: str, course_id: str) -> None:
        """Open the gradebook."""
        try:
            super().__init__(url, course_id)
        except BaseException:
            with suppress(AttributeError):  # not even its engine could be made
                self.close()
            raise

"""The platforms that feedback and marks can go back to."""

from enum import StrEnum


class PlatformName(StrEnum):
    """A platform that takes feedback and marks in."""

    MOODLE = "moodle"
    CANVAS = "canvas"

    @property
    def shown(self) -> str:
        """The platform's name as it is written."""
        return self.value.capitalize()

"""How much a submission may use."""

from __future__ import annotations

from attrs import frozen

BOX = "/box"  # the one place in the sandbox that can be written to


@frozen
class Limits:
    """The most that one submission may take: seconds by the clock and of the processor, bytes, files, processes.

    `cell_seconds` is what nbgrader gives a cell; a cell that goes on all the same is ended with the whole
    submission after `total_seconds`. A warm process takes about 400 MB of address space before any candidate's code.
    """

    cell_seconds: int = 30
    total_seconds: int = 120
    memory_bytes: int = 1_500_000_000
    disk_bytes: int = 64_000_000
    files: int = 2_000
    processes: int = 64
    output_bytes: int = 16_000_000

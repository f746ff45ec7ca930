"""How much may be handed in: what the page packs, collecting takes and grading reads, so that none refuses another's.

Nobody's own work comes near these: a notebook with every chart drawn takes 200 kB, an answer 1 MB at most.
"""

from __future__ import annotations

NOTEBOOK_BYTES = 100_000_000
"""The size of a notebook as it is saved, with everything that its cells have printed."""
CELLS_BYTES = 20_000_000
"""The size of a notebook without that: of a larger one, what the cells have printed is left out."""
CARRYING_BYTES = 2_000_000
"""The size of an output that carries an answer, which is never left out."""
FILE_BYTES = 20_000_000
"""The size of a file beside the notebook: a saved answer, a table, a text."""
WHOLE_BYTES = 60_000_000
"""The size of the notebook and all that goes along: the sandbox has room for so much, and for what a notebook draws."""
FILES = 200

CELLS = 10_000
"""Cells of a notebook: a small file can hold millions of empty ones, each of which takes time."""

FOLDER_BYTES = 200_000_000
"""The size of a folder that somebody hands in as it stands: only a part of it is work, and none is refused for that."""
FOLDER_FILES = 2_000

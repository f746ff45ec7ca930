"""Documents that are lists of entries, declared by their columns: read, written, brought in and printed from them."""

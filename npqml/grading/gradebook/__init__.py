"""The gradebook, in nbgrader's own tables: marks read, written, and compared with those given before."""

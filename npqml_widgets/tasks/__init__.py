"""A graded task: its form, its state and verdict, and reports of problems with it."""

"""The framework that the course is built from: its model, how it is read, and how it is held against itself."""

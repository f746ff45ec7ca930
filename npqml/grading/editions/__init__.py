"""Editions of a module: work is judged by the one that it was made from, never by another's numbers."""

"""Collecting what candidates hand in: many files at once, each put whole in its place or named and left."""

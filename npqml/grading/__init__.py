"""Grading: from what candidates sent to marks, states and reasons."""

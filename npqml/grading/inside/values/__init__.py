"""Answers as tagged JSON: the one form in which they leave the sandbox."""

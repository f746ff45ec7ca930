"""Handing in a module: a look over it, one packed file, a receipt; and a newer edition of a page."""

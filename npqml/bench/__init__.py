"""How long whole commands take, start-up included, beside stock nbgrader on the same submissions."""

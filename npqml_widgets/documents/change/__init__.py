"""The change plan: what has to happen everywhere, by what one sees it, and what stops to make room for it."""

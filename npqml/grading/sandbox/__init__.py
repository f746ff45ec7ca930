"""The walls around a candidate's code, and what comes out of them."""

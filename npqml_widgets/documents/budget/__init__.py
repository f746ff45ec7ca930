"""The budget: what a plan costs over its whole life, who pays, and what has been spent."""

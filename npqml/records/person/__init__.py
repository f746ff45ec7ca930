"""What is held on one candidate: told in full, given to them, and taken out again."""

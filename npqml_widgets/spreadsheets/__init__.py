"""Files of spreadsheets as people send them: what a file is, its cells that hold something, and tables as text."""

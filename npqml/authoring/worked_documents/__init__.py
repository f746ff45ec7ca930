"""Worked examples of the candidate's documents, each made from the cohort's own project, a file a document."""

"""All hostile and unlucky submissions."""

from __future__ import annotations

from tests.hostile import (
    cases_answers,
    cases_documents,
    cases_files,
    cases_folders,
    cases_limits,
    cases_python,
    cases_reach,
    cases_walls,
)

CASES = (
    *cases_python.CASES,
    *cases_walls.CASES,
    *cases_reach.CASES,
    *cases_limits.CASES,
    *cases_answers.CASES,
    *cases_documents.CASES,
    *cases_files.CASES,
    *cases_folders.CASES,
)

"""A risk register as a workbook whose scores and counts are formulas, and back."""

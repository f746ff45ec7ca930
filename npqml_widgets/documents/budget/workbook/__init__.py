"""The budget as a workbook in which every total is a live formula, and back."""

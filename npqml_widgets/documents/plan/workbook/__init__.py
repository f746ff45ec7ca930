"""The workbook of a project plan: written with live dates, and read back."""

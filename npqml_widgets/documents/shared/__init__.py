"""What documents share: workbooks, tables that are brought in, and pages to print."""

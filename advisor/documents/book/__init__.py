"""The workbook: written to be edited, and read back."""

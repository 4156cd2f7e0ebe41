"""The roster as a workbook: template, reading, checking and import."""

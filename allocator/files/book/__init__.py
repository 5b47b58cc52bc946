"""A whole scenario as one Excel workbook: written, read, and given back with its faults marked."""

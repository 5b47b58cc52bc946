"""Workbooks of answers: plain data of sheets, and the bytes of an Excel file made from them."""

from allocator.report.workbook.book import Book, Cell, Column, Look, Row, Sheet, Value
from allocator.report.workbook.limits import MOST_COLUMNS, MOST_ROWS, fitting
from allocator.report.workbook.names import sheet_names
from allocator.report.workbook.writer import workbook_bytes

__all__ = [
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Book",
    "Cell",
    "Column",
    "Look",
    "Row",
    "Sheet",
    "Value",
    "fitting",
    "sheet_names",
    "workbook_bytes",
]

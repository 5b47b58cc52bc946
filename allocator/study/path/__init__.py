"""The way there: years, nested layouts, steps that make nothing worse."""

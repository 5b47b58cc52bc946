"""The workbench: the routes of the program, the page that uses them, and what keeps both safe."""

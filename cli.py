"""Run Allocator from a clone: ``python cli.py COMMAND SCENARIO``."""

from allocator.app.start import start

if __name__ == "__main__":
    start()

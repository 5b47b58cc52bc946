"""Run Allocator from a clone: ``python cli.py COMMAND SCENARIO``."""

from allocator.app.cli import main

if __name__ == "__main__":
    main()

"""The commands, one module each. They stay light: each imports what it needs when it runs."""

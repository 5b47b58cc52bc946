"""How people reach Allocator: the command line (and later the page)."""

"""Which layouts are best, in order: every list, judged again."""

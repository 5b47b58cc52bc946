"""Exit statuses: 0 answered, 1 the answer is no, 2 wrong input, 3 stopped by a limit."""

YES, NO, WRONG_INPUT, LIMIT = 0, 1, 2, 3
BUG, PIPE_CLOSED = 70, 141

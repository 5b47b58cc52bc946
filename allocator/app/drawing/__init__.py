"""From a session and its studies to the plain data of pictures."""

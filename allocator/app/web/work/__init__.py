"""Searches in processes of their own: the server answers meanwhile, and ends them by their id."""

"""A proposed layout: allowed or not, what mends it, where it stands, how to get there."""

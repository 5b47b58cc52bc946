"""What a planner states and what a planner is told. Knows no solver and no file format."""

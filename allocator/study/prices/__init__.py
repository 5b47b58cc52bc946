"""What binds, what one more place is worth, why a pair is in or out."""

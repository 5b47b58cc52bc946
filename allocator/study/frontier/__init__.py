"""What one aim costs in another: every trade, complete."""

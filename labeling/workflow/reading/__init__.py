"""What comes next to read, and why: the queue, rounds, gold items."""

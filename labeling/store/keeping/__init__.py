"""The file as a whole: copies, health, what a restored one must not hold."""

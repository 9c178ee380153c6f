"""Keeping the project's file whole: start, backup, restore, merge, doctor."""

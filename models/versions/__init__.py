"""Versions beside each other: which is meant, which serves, which is better."""

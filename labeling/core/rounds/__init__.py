"""Dealing documents to people."""

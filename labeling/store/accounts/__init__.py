"""Rows of people's accounts: passwords, sessions, invitations, tokens."""

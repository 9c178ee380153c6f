"""What a project's file holds; all SQL is here."""

from labeling.store.lean_library import load_lean

load_lean()  # before any module of the store, or of a package above it, imports sqlite_utils

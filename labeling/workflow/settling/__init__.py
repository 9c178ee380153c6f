"""Adjudication: what coders differ in, and how it is settled."""

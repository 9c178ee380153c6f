"""Screening of any amount: the input in shards, each scored by itself, here or on a cluster, and joined in order."""

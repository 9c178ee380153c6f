"""The steps that made the tables what they are, a file each; a step, once landed, never changes."""

"""The model card: a version taken out of the project, with what is known of it."""

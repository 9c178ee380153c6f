"""What is suggested to annotators, and how often it must be right."""

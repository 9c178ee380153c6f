"""What a team agrees on: guidelines, questions to each other, comments."""

"""What models made: versions, scores, readings, dictionary, suspects."""

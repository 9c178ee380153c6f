"""What dictionary, gazetteer and patterns propose for a text."""

"""The spaCy pack: a folder that `python -m spacy train` takes as it is."""

"""Loading: what is read, checked and fitted goes into the project, whole or not at all."""

"""How far annotators agree: figures of plain data, and the one file that reads them from the project."""

"""The kind under which versions of the detector are stored, and what serves is written down."""

KIND = "detector"

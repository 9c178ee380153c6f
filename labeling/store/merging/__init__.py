"""Another project's file, laid beside the open one and taken into it."""

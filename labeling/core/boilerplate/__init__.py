"""What a news page says around its article."""

"""Where datasketch meets texts: which of many could be nearly the same, told without comparing each with each."""

"""What the random lives of appeals are made of: the people, and what must always hold."""

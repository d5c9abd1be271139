"""What the random lives of appeals are made of: the people, the moves they may try, and what must always hold."""

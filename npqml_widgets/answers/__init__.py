"""What can be asked for, and how an answer is read and compared."""

"""Where answers and documents are kept: whole at any moment, never overwritten unread."""

"""What a candidate sent in, read from any bytes and put back into the form of its module."""

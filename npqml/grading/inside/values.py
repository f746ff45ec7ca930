"""Stub until the codec is there."""
class CannotSend(Exception): ...
def encode(value, limits=None): return value
def decode(value, limits=None): return value

"""The tip line: sealed messages, their desk and their clock."""

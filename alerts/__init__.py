"""Composing alerts, audiences, digests and the send desk; it posts to the outbox and never speaks
SMTP.
"""

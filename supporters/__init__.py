"""Who asked for alerts: subscriptions, consents, preferences, erasure; never a link to what they
signed.
"""

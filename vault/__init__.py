"""The ground: sealing, keys, keyed indexes, canonical addresses, tokens, network tags, and the
bell.
"""

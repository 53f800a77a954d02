"""What all pages share: the abstract page base, publishing, languages, topics,
blocks and pictures.
"""

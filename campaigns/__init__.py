"""Petitions, signatures and the campaign pages that show them."""

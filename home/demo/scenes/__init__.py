"""One module per drawing; each paints a whole sheet."""

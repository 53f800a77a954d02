"""Making a bundle: who may be in it, its files, and the one file that leaves."""

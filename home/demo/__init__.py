"""The demo newsroom's own words and pictures: data only, read by the seed."""

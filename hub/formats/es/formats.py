"""Numbers as Spanish readers in the United States write them: 1,850 and 2.5."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

"""Folding: no line of a mail's HTML may be long, or it would be encoded and could not be filled.

Between words a line break means what a space means. Inside a tag nothing is touched: the outbox
breaks there (outbox/compiling.py).
"""

import re
import textwrap

TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+|<", re.DOTALL)
WIDTH = 200  # characters; at most four bytes each


def folded(page: str) -> str:
    return "\n".join(_folded_line(line) for line in page.splitlines())


def longest_line(text: str) -> int:
    """In bytes."""
    return max((len(line.encode()) for line in text.splitlines()), default=0)


def _folded_line(line: str) -> str:
    if len(line) <= WIDTH:
        return line
    return "".join(_folded_token(token) for token in TOKEN.findall(line))


def _folded_token(token: str) -> str:
    if token.startswith("<") or len(token) <= WIDTH:
        return token
    lines = textwrap.wrap(
        token,
        WIDTH,
        drop_whitespace=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)

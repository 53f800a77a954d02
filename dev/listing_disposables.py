"""Writes campaigns/data/disposable_domains.txt anew from the wheel of `disposable-email-domains`.

python -m dev.listing_disposables disposable_email_domains-….whl
"""

import ast
import sys
import zipfile
from pathlib import Path

from dev.bootstrap import ROOT

PLACE = ROOT / "campaigns" / "data" / "disposable_domains.txt"
MODULE = "disposable_email_domains/__init__.py"
HEAD = """\
# Mail domains that hand out addresses for one use. Names only, as the PyPI package
# disposable-email-domains lists them (MIT, from the project of the same name):
# {wheel}
"""


def main() -> int:
    wheel = Path(sys.argv[1])
    tree = ast.parse(zipfile.ZipFile(wheel).read(MODULE))
    domains = sorted(domains_in(tree))
    PLACE.write_text(HEAD.format(wheel=wheel.name) + "\n".join(domains) + "\n", encoding="utf-8")
    print(f"{len(domains)} domains")
    return 0


def domains_in(tree: ast.Module) -> set[str]:
    """The longest set of strings in the module is its list; the wheel is read, never run."""
    sets = [node for node in ast.walk(tree) if isinstance(node, ast.Set)]
    longest = max(sets, key=lambda node: len(node.elts))
    return set(ast.literal_eval(longest))


if __name__ == "__main__":
    sys.exit(main())

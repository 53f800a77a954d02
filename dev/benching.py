"""bin/bench: every benchmark in one run, against servers of its own that are gone when it ends.

    bin/bench [NAME…] [--quick]     those of bench/ with these names; --quick leaves out the largest
    bin/bench surge --million       a surge at a petition that a million have signed
    bin/bench lighthouse            Lighthouse's marks of the demo, on a phone; needs Node.js

Prints one table with each figure beside its limit and writes bench/results.json. Ends with 1 if a
benchmark finds a wrong answer; a slow one is only marked, because machines differ.
"""

import os
import sys

from dev.catalogues import compile_catalogues
from dev.databases import make_template
from dev.launching import run_here
from dev.steps import Refusal, end_on_signals, refuse, step
from dev.with_servers import announced_servers


def main(arguments: list[str]) -> int:
    end_on_signals()
    try:
        with step("catalogues"):
            compile_catalogues()
        with announced_servers(durable=True) as addresses:
            environ = os.environ | addresses
            with step("an empty newsroom to copy"):
                make_template(environ)
            settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
            command = [sys.executable, "-m", "bench", *arguments]
            return run_here(command, environ | settings)
    except Refusal as refusal:
        return refuse(refusal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

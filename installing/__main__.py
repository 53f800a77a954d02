"""`bin/install --domain news.example.org`: from a bare Debian server to a live Hub."""

import argparse
import sys
from urllib.parse import urlsplit

from installing.answers import Answers, Unusable, checked, from_environment
from installing.environments import settings_in
from installing.finishing import finish
from installing.machines import Machine, is_root
from installing.packages import RELEASES, release_of
from installing.planning import plan
from installing.speaking import LANGUAGES, language_of_terminal, speak
from installing.speaking import gettext as _
from installing.stepping import go, rehearse, take_back


def main(arguments: list[str], machine: Machine) -> int:
    options = parse(arguments)
    speak(options.language)
    try:
        answers = checked(answers_of(options, machine))
    except Unusable as error:
        return refuse(_("%(name)s is missing or cannot be used.") % {"name": error.args[0]})
    if why := unfit(machine, is_rehearsal=options.dry_run):
        return refuse(why)
    steps = plan(machine, answers)
    if options.dry_run:
        return rehearse(steps, say)
    if options.undo:
        if options.with_data and options.with_data != answers.domain:
            return refuse(_("--with-data wants the site's name behind it; nothing was undone."))
        return take_back(steps, say, is_for_good=bool(options.with_data))
    failed = go(steps, say)
    return failed or finish(machine, answers, say)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/install", description=__doc__)
    add = parser.add_argument
    add("--domain", default="", help="the site's name, such as news.example.org")
    add("--contact", default="", help="a mail address for the authority that makes certificates")
    add("--no-certificate", action="store_true", help="ask for none now")
    add("--dry-run", action="store_true", help="say what would be done; change nothing")
    add("--undo", action="store_true", help="take it back; data and keys stay")
    add("--with-data", metavar="DOMAIN", default="", help="with --undo: data and keys go too")
    add("--language", choices=LANGUAGES, default=language_of_terminal())
    return parser.parse_args(arguments)


def answers_of(options: argparse.Namespace, machine: Machine) -> Answers:
    """A name that was told once need not be told again."""
    known = urlsplit(settings_in(machine).get("BASE_URL", "")).hostname or ""
    return Answers(
        domain=options.domain.lower() or known,
        contact=options.contact,
        wants_certificate=not options.no_certificate,
        settings=from_environment(),
    )


def unfit(machine: Machine, *, is_rehearsal: bool) -> str:
    """Why nothing can be installed here; empty where it can."""
    if release_of(machine) not in RELEASES:
        return _("This is for Debian 12 and 13. For other systems: docs/running.md.")
    if not is_root() and not is_rehearsal:
        return _("Only root can install. Try: sudo bin/install")
    return ""


def say(line: str) -> None:
    print(line, flush=True)


def refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Machine()))

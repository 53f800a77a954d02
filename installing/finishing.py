"""Finishing: what is still unsafe, which doors a firewall leaves open, and where to go on."""

from installing.accounts import NAME
from installing.answers import Answers
from installing.environments import PATH, settings_in
from installing.machines import CommandFailed, Machine, free_space
from installing.releases import CURRENT
from installing.speaking import SPOKEN
from installing.speaking import gettext as _
from installing.stepping import Say

LITTLE_DISK = 5_000  # megabytes
ADMINISTRATORS = "select count(*) from users_user where is_superuser"


def finish(machine: Machine, answers: Answers, say: Say) -> int:
    say("")
    try:
        say(checklist(machine))
    except (CommandFailed, OSError, KeyError) as error:
        say(f"checklist: {error}")
    for hint in hints(machine):
        say(f"  {hint}")
    say("")
    for line in goes_on(machine, answers):
        say(line)
    return 0


def checklist(machine: Machine) -> str:
    """As the account that Hub runs as: it sees what Hub may read."""
    python, manage = f"{CURRENT}/venv/bin/python", f"{CURRENT}/manage.py"
    how = ("checklist", "--only-tell", "--language", SPOKEN["language"])
    said = machine.run(python, manage, *how, user=NAME, environ=settings_in(machine))
    return said.rstrip()


def hints(machine: Machine) -> list[str]:
    said = []
    if not machine.has("ufw") and not machine.has("nft"):
        said.append(_("There is no firewall here. Open to the world: ports 22, 80 and 443 alone."))
    elif machine.has("ufw"):
        said.append(_("Firewall: ufw allow 22,80,443/tcp && ufw enable"))
    else:
        said.append(_("Firewall: let ports 22, 80 and 443 in with nft, and nothing else."))
    if not settings_in(machine).get("BACKUP_RECIPIENT"):
        said.append(_("There are no backups before BACKUP_RECIPIENT is set in %s.") % PATH)
    if settings_in(machine).get("EMAIL_URL") == "smtp://127.0.0.1:25":
        said.append(_("No mail leaves before EMAIL_URL names a mail server in %s.") % PATH)
    if free_space(machine.at("/")) < LITTLE_DISK:
        said.append(_("There are less than 5 GB of disk free: backups will fill it."))
    return said


def goes_on(machine: Machine, answers: Answers) -> list[str]:
    try:
        count = machine.run("psql", "-XAtc", ADMINISTRATORS, NAME, user=NAME).strip()
    except (CommandFailed, OSError, KeyError):
        count = "0"
    if count != "0":
        return [_("Hub is at https://%(domain)s/admin/") % {"domain": answers.domain}]
    return [
        _("Now make the first account. It prints a link that is good for one use:"),
        "",
        "  hub-manage createadmin NAME",
    ]

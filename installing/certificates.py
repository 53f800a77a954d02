"""Certificates: a real one from Let's Encrypt by Debian's certbot, which renews it by itself."""

import os

from installing.environments import DATA
from installing.machines import CommandFailed
from installing.placing import Place, put, take_away
from installing.proxying import PAIR, TLS, lead_to
from installing.speaking import gettext as _
from installing.stepping import Left, Step

HOOK = "/etc/letsencrypt/renewal-hooks/deploy/hub"
RELOAD = "#!/bin/sh\n# nginx reads the new certificate.\nexec systemctl reload nginx\n"


class Certificate(Step):
    @property
    def pair(self) -> list[str]:
        return [f"/etc/letsencrypt/live/{self.answers.domain}/{name}" for name in PAIR]

    def title(self) -> str:
        return _("A certificate for %(domain)s that browsers believe") % {
            "domain": self.answers.domain
        }

    def is_done(self) -> bool:
        links = [self.machine.at(f"{TLS}/{name}") for name in PAIR]
        leads = [os.readlink(each) if each.is_symlink() else "" for each in links]
        return leads == self.pair and all(self.machine.at(each).exists() for each in self.pair)

    def do(self) -> None:
        if not self.answers.wants_certificate:
            raise Left(_("not wanted now; until then browsers warn of our own"))
        if not self.machine.has_systemd:
            raise Left(_("systemd does not run here, so nginx does not answer the authority"))
        self.ask()
        put(self.machine, Place(HOOK, 0o755, text=RELOAD))
        lead_to(self.machine, self.pair)
        self.machine.run("systemctl", "reload", "nginx")

    def ask(self) -> None:
        """Raises Left: everything else goes on without it."""
        contact = self.answers.contact
        who = ("--email", contact) if contact else ("--register-unsafely-without-email",)
        how = ("--webroot", "--webroot-path", f"{DATA}/acme", "--non-interactive", "--agree-tos")
        try:
            self.machine.run("certbot", "certonly", *how, *who, "--domain", self.answers.domain)
        except CommandFailed as error:
            why = _(
                "The authority could not reach this server. Does the name lead here, is port 80 "
                "open? What certbot said:"
            )
            raise Left(f"{why}\n{error}") from error

    def undo(self, *, is_for_good: bool) -> str:
        take_away(self.machine, HOOK)
        if not self.machine.at(self.pair[0]).exists():
            return ""
        return _("stays; certbot delete --cert-name %(domain)s takes it away") % {
            "domain": self.answers.domain
        }

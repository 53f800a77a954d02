"""Migrating: the tables as this release needs them, and what every newsroom begins with."""

from installing.accounts import NAME
from installing.environments import settings_in
from installing.machines import CommandFailed
from installing.placing import Place, put
from installing.releases import mark_of, release
from installing.speaking import gettext as _
from installing.stepping import Step

MIGRATED = "/srv/hub/migrated"
TABLES = "select count(*) > 0 from django_migrations"


class Migrate(Step):
    def title(self) -> str:
        return _("Tables, front pages and roles in the database")

    def mark(self) -> str:
        """Founding tells the site what it is called."""
        return f"{mark_of()} {settings_in(self.machine).get('BASE_URL', '')}\n"

    def is_done(self) -> bool:
        if self.machine.text(MIGRATED) != self.mark():
            return False
        try:
            return self.machine.run("psql", "-XAtc", TABLES, NAME, user=NAME).strip() == "t"
        except (CommandFailed, KeyError, OSError):
            return False

    def do(self) -> None:
        folder = release()
        command = (f"{folder}/venv/bin/python", f"{folder}/manage.py", "migrate", "--no-input")
        # Founding shows pages, whose static files are not the running release's.
        files = {"STATIC_ROOT": f"{folder}/static-collected"}
        self.machine.run(*command, user=NAME, environ=settings_in(self.machine) | files)
        put(self.machine, Place(MIGRATED, 0o644, text=self.mark()))

"""The database: Debian's PostgreSQL, reached by a socket alone, without a password.

Who speaks over the socket is told by the system: `hub` of the database is `hub` of the machine.
"""

from installing.accounts import NAME
from installing.machines import CommandFailed, Machine
from installing.placing import Place, is_right, put, take_away
from installing.speaking import gettext as _
from installing.stepping import Step

SETTINGS = """\
# Of Hub. An error must not bring what readers told us into a log.
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
log_min_duration_statement = -1
# Nobody reaches it over a network.
listen_addresses = ''
# For a machine of 2 GB on which all of Hub runs.
max_connections = 60
shared_buffers = 160MB
effective_cache_size = 512MB
work_mem = 4MB
maintenance_work_mem = 64MB
"""
ROLE = "select 1 from pg_roles where rolname = 'hub'"
DATABASE = "select 1 from pg_database where datname = 'hub'"


def version_of(machine: Machine) -> str:
    """Of the newest cluster; empty where there is none."""
    folder = machine.at("/etc/postgresql")
    found = [path.parent.name for path in folder.glob("*/main")] if folder.is_dir() else []
    return max(found, key=int, default="")


def asked(machine: Machine, question: str) -> str:
    return machine.run("psql", "-XAtc", question, user="postgres").strip()


class Database(Step):
    def title(self) -> str:
        return _("A database for Hub in Debian's PostgreSQL, reached by a socket alone")

    def settings(self) -> Place:
        version = version_of(self.machine)
        return Place(f"/etc/postgresql/{version}/main/conf.d/hub.conf", 0o644, text=SETTINGS)

    def is_done(self) -> bool:
        if not version_of(self.machine) or not is_right(self.machine, self.settings()):
            return False
        try:
            is_quiet = asked(self.machine, "show log_error_verbosity") == "terse"
            return is_quiet and all(asked(self.machine, each) for each in (ROLE, DATABASE))
        except (CommandFailed, KeyError, OSError):
            return False

    def do(self) -> None:
        if not version_of(self.machine):
            raise CommandFailed(_("PostgreSQL is installed and has no cluster: pg_lsclusters"))
        put(self.machine, self.settings())
        self.restart()
        if not asked(self.machine, ROLE):
            rights = ("--no-superuser", "--no-createdb", "--no-createrole")
            self.machine.run("createuser", *rights, NAME, user="postgres")
        if not asked(self.machine, DATABASE):
            # Sorted alike on every system; words are sorted by their language in the queries.
            sorting = ("--encoding=UTF8", "--locale=C.UTF-8", "--template=template0")
            self.machine.run("createdb", f"--owner={NAME}", *sorting, NAME, user="postgres")
        asked(self.machine, f"revoke connect on database {NAME} from public")

    def restart(self) -> None:
        version = version_of(self.machine)
        if self.machine.has_systemd:
            self.machine.run("systemctl", "enable", "--quiet", "postgresql")
            self.machine.run("systemctl", "restart", f"postgresql@{version}-main")
        else:
            self.machine.run("pg_ctlcluster", version, "main", "restart")

    def undo(self, *, is_for_good: bool) -> str:
        if not version_of(self.machine):
            return ""
        if not is_for_good:
            return _("stays: all that people wrote is in it")
        self.machine.run("dropdb", "--if-exists", "--force", NAME, user="postgres")
        self.machine.run("dropuser", "--if-exists", NAME, user="postgres")
        take_away(self.machine, self.settings().path)
        self.restart()
        return ""

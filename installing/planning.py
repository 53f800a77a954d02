"""Planning: the steps in their order. Each may rely on those before it."""

from installing.accounts import Account, Folders
from installing.answers import Answers
from installing.certificates import Certificate
from installing.database import Database
from installing.environments import Secrets
from installing.machines import Machine
from installing.migrating import Migrate
from installing.packages import Packages
from installing.proxying import Proxy
from installing.releases import Code, Environment, Made, Switch
from installing.stepping import Step
from installing.units import Running, Servers, Units

ORDER: tuple[type[Step], ...] = (
    *(Packages, Account, Folders, Secrets, Code, Environment, Made, Database, Units, Servers),
    *(Migrate, Switch, Running, Proxy, Certificate),
)


def plan(machine: Machine, answers: Answers) -> list[Step]:
    return [step(machine, answers) for step in ORDER]

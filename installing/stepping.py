"""Stepping: each step says what it does, knows whether it is done, does it, and can be undone."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from installing.answers import Answers
from installing.machines import CommandFailed, Machine
from installing.placing import Misplaced
from installing.speaking import gettext as _

Say = Callable[[str], None]


class Left(Exception):
    """This step cannot be done now, and the others can; says why and what to do."""


@dataclass
class Step(ABC):
    """`undo` keeps what people made (`is_for_good` takes that too)."""

    machine: Machine
    answers: Answers

    @abstractmethod
    def title(self) -> str: ...

    @abstractmethod
    def is_done(self) -> bool: ...

    @abstractmethod
    def do(self) -> None: ...

    def undo(self, *, is_for_good: bool) -> str:
        """A sentence on what stays, if anything does."""
        return ""


def go(steps: Sequence[Step], say: Say) -> int:
    """Do what is not done yet. 0: all of it; 1: it ended at a step, the next run goes on there."""
    left = 0
    for step in steps:
        begun = time.monotonic()
        try:
            if step.is_done():
                say(already(step))
                continue
            say(f"  … {step.title()}")
            step.do()
        except Left as reason:
            say(f"  – {step.title()}: {reason}")
            left += 1
        except (CommandFailed, Misplaced, OSError) as error:
            say(f"  ✗ {step.title()}\n{error}")
            say(_("It ends here. Mend this and run bin/install again: it goes on at this step."))
            return 1
        else:
            say(f"  ✓ {step.title()}  {time.monotonic() - begun:.1f} s")
    if left:
        say(_("Some of it is left; run bin/install again when it can be done."))
    return 0


def already(step: Step) -> str:
    return "  ✓ " + _("%(step)s: is so already") % {"step": step.title()}


def rehearse(steps: Sequence[Step], say: Say) -> int:
    """Say what would be done. Nothing is changed."""
    for step in steps:
        try:
            is_done = step.is_done()
        except (CommandFailed, Misplaced, OSError) as error:
            say(f"  ✗ {step.title()}: {error}")
            continue
        say(already(step) if is_done else f"  · {step.title()}")
    say(_("Nothing was changed. Without --dry-run all lines with a dot are done."))
    return 0


def take_back(steps: Sequence[Step], say: Say, *, is_for_good: bool) -> int:
    """Undo all of it, the last step first; what cannot be undone is told and does not stop it."""
    failed = 0
    for step in reversed(steps):
        try:
            stays = step.undo(is_for_good=is_for_good)
        except (CommandFailed, Misplaced, OSError, KeyError) as error:
            say(f"  ✗ {step.title()}\n{error}")
            failed = 1
        else:
            say(f"  ↶ {step.title()}{': ' + stays if stays else ''}")
    return failed

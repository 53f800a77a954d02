"""What a campaigner is told when a petition refuses something."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import handing_over, stating

SENTENCES = {
    stating.MoveUnknown: gettext_lazy("Its state has changed meanwhile, and cannot become this."),
    stating.KeyUnproven: gettext_lazy("Prove first that its stewards hold its key."),
    stating.StewardMissing: gettext_lazy("Name a steward first: somebody has to answer for it."),
    stating.TargetMissing: gettext_lazy("Say first whom it is addressed to."),
    stating.DeadlinePassed: gettext_lazy("Its last day is over: set a later one, or none, first."),
    stating.DayAhead: gettext_lazy("This is in the future. Say it once it has happened."),
    handing_over.NotYours: gettext_lazy("Only the steward who sits there can hand this seat over."),
    handing_over.NotACampaigner: gettext_lazy("This account may not change petitions."),
    handing_over.AlreadySteward: gettext_lazy("They are a steward of this petition already."),
    handing_over.LastSteward: gettext_lazy(
        "An open or paused petition is never without a steward: name who takes over."
    ),
}


def said_of(refusal: Exception) -> str:
    return str(SENTENCES.get(type(refusal), "")) or _("This is not possible.")

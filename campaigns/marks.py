"""Marks: why a signature was set apart in silence. Its signer is mailed and answered as anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

UNMARKED = ""


class Mark(models.TextChoices):
    """Those of a network are outweighed by a confirmed address; those of a domain hold until
    somebody of the newsroom clears them.
    """

    BURST = "burst", _("many at once from one network")
    SUSTAINED = "sustained", _("many over a while from one network")
    DISPOSABLE = "disposable", _("throwaway mail domain")
    BLOCKED = "blocked", _("blocked mail domain")
    CLEARED = "cleared", _("cleared by the newsroom")


OF_NETWORK = (Mark.BURST, Mark.SUSTAINED)
OF_DOMAIN = (Mark.DISPOSABLE, Mark.BLOCKED)
SUSPECT = (*OF_NETWORK, *OF_DOMAIN)

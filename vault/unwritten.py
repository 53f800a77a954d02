"""Lines of the journal of erasures that its folder could not take; a tick moves them there."""

from django.db import models


class UnwrittenErasure(models.Model):
    line = models.TextField()

    def __str__(self) -> str:
        return f"unwritten {self.pk}"

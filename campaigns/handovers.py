"""Who was steward of a petition before whom: a row for each hand-over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatHandover(models.Model):
    class Seat(models.TextChoices):
        """The names are those of the petition's fields."""

        FIRST = "steward", _("steward")
        SECOND = "second_steward", _("second steward")

    petition = models.ForeignKey(
        "campaigns.Petition", on_delete=models.CASCADE, related_name="handovers"
    )
    seat = models.CharField(_("seat"), max_length=14, choices=Seat)
    was = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    became = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"

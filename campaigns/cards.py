"""What a campaign's card says beside its title: the size of the crowd that signed."""

from django.utils.translation import gettext as _


def crowd_of(count: int) -> str:
    """How many, in steps that stay true: the size of a crowd, never its number."""
    steps = (
        (2_000_000, _("Millions have signed")),
        (200_000, _("Hundreds of thousands have signed")),
        (20_000, _("Tens of thousands have signed")),
        (2_000, _("Thousands have signed")),
        (200, _("Hundreds have signed")),
    )
    return next((words for least, words in steps if count >= least), "")

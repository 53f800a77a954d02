"""Cautioning: whoever chooses a picture reads whether the faces in it may be shown.

Wagtail's choosers show a picture's title and nothing else of it, and have no hook for more. So the
caution stands in front of the title, where a long title does not cut it off.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.views.chooser import ImageChooseResultsView, ImageChooseView

from cms.library import Image

CAUTIONS: dict[str, Any] = {
    Image.Faces.UNKNOWN: _("Faces not known yet: %(title)s"),
    Image.Faces.SHOWN: _("Faces may be shown: %(title)s"),
    Image.Faces.HIDDEN: _("Faces must not be shown: %(title)s"),
}


def cautious_title(image: Image) -> str:
    caution = CAUTIONS.get(image.faces, CAUTIONS[Image.Faces.UNKNOWN])
    return str(caution) % {"title": image.title}


def title_when_chosen(chooser: Any, image: Image) -> str:
    """For the field, or the view, that shows the chosen picture."""
    return cautious_title(image)


class Cautious:
    """A list to choose from: each picture's title says it, here and not in the database."""

    def get_context_data(self, **facts: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**facts)  # type: ignore[misc]
        for image in context["results"]:
            image.title = cautious_title(image)
        return context


class CautiousChooseView(Cautious, ImageChooseView):
    pass


class CautiousResultsView(Cautious, ImageChooseResultsView):
    pass

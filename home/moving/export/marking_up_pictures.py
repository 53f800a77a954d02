"""Pictures, galleries, videos and documents of a story as blocks of WordPress' editor."""

from typing import Any

from django.utils.translation import gettext as _

from cms.embedding import player_of
from home.moving.export.items import document_id, picture_id
from home.moving.export.marking_up import block, paragraph
from home.moving.export.rich_texts import plain
from home.moving.export.telling import Telling, Use

CREDIT = "hub-credit"
VIDEO = {"YouTube": "youtube", "Vimeo": "vimeo"}


def figure(use: Use, telling: Telling) -> str:
    """A picture with its words; of one that may not be shown only that it is not."""
    if not use.image.may_be_shown:
        return paragraph(_hidden(), "hub-hidden-picture")
    url = telling.files.picture(use.image)
    if not url:
        return ""
    telling.used.append(use)
    pk = picture_id(use.image.pk, telling.language)
    img = f'<img src="{plain(url)}" alt="{plain(use.alternative)}" class="wp-image-{pk}"/>'
    html = f'<figure class="wp-block-image size-full">{img}{_caption(use)}</figure>'
    return block("image", html, id=pk, sizeSlug="full", linkDestination="none")


def tell_image(value: Any, telling: Telling) -> str:
    use = use_of(value)
    return figure(use, telling) if use else ""


def tell_gallery(value: Any, telling: Telling) -> str:
    uses = [use for use in map(use_of, value["pictures"]) if use]
    shown = "\n\n".join(figure(use, telling) for use in uses if use.image.may_be_shown)
    title = plain(value["title"] or "")
    caption = f'<figcaption class="blocks-gallery-caption wp-element-caption">{title}</figcaption>'
    of = "wp-block-gallery has-nested-images columns-default is-cropped"
    html = f'<figure class="{of}">{shown}{caption if title else ""}</figure>'
    hidden = [paragraph(_hidden(), "hub-hidden-picture")] * any(
        not use.image.may_be_shown for use in uses
    )
    return "\n\n".join([block("gallery", html, linkTo="none"), *hidden])


def tell_embed(value: Any, telling: Telling) -> str:
    url, player = value["url"], player_of(value["url"])
    if not url:
        return ""
    facts: dict[str, Any] = {"url": url}
    of = ["wp-block-embed"]
    if player:
        name = VIDEO[player.provider]
        facts |= {"type": "video", "providerNameSlug": name, "responsive": True}
        of += ["is-type-video", f"is-provider-{name}", f"wp-block-embed-{name}"]
    words = "<br/>".join(plain(each) for each in (value["title"], value["note"]) if each)
    caption = f'<figcaption class="wp-element-caption">{words}</figcaption>' if words else ""
    wrapped = f'<div class="wp-block-embed__wrapper">\n{plain(url)}\n</div>'
    return block("embed", f'<figure class="{" ".join(of)}">{wrapped}{caption}</figure>', **facts)


def tell_document(value: Any, telling: Telling) -> str:
    document = value["document"]
    url = telling.files.document(document) if document else ""
    title, note = plain(value["title"] or ""), value["note"]
    said = [paragraph(plain(note), "hub-note")] if note else []
    if not url:
        return "\n\n".join([paragraph(title), *said])
    html = f'<div class="wp-block-file"><a href="{plain(url)}">{title}</a></div>'
    facts = {"id": document_id(document.pk), "href": url, "showDownloadButton": False}
    return "\n\n".join([block("file", html, **facts), *said])


def use_of(value: Any) -> Use | None:
    """A picture of a story as the story shows it; None where the library has lost it."""
    image = value["image"]
    if image is None:
        return None
    return Use(image, value["alternative"] or "", value["caption"] or "", image.credit)


def _caption(use: Use) -> str:
    credit = f'<span class="{CREDIT}">{plain(use.credit)}</span>' if use.credit else ""
    words = " ".join(each for each in (plain(use.caption), credit) if each)
    return f'<figcaption class="wp-element-caption">{words}</figcaption>' if words else ""


def _hidden() -> str:
    return plain(_("A picture is not shown here, to protect the people in it."))

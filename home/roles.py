"""Who may do what: roles of least privilege, made with the newsroom."""

from dataclasses import dataclass

SNIPPETS = ["cms.{}_topic", "news.{}_author", "news.{}_series"]
ADMIN = "wagtailadmin.access_admin"
SUBMIT_TRANSLATION = "wagtail_localize.submit_translation"


def _snippets(*actions: str) -> list[str]:
    return [name.format(action) for name in SNIPPETS for action in actions]


@dataclass(frozen=True)
class Role:
    """Rights of a group: on pages of which languages, on snippets, on pictures and documents."""

    name: str
    permissions: tuple[str, ...]
    languages: tuple[str, ...] = ()
    page_actions: tuple[str, ...] = ()
    library_rights: tuple[str, ...] = ()
    is_for_campaigns: bool = False


PICTURES = tuple(f"wagtailimages.{action}_image" for action in ("add", "change", "choose"))
DOCUMENTS = tuple(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose"))
FRAUD = (
    "campaigns.view_fraud",
    "campaigns.change_invalidation",
    *(f"campaigns.{action}_maildomain" for action in ("add", "change", "delete", "view")),
)
ALERTS = ("alerts.send_alert", "alerts.approve_alert")
SEND_DESK = ("outbox.view_broadcast", "outbox.change_broadcast")
STOP = "vault.throw_switch"
CHOOSING = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
ROLES = (
    Role(
        name="Editors",
        permissions=(
            ADMIN,
            SUBMIT_TRANSLATION,
            *_snippets("add", "change", "delete", "publish", "view"),
            "campaigns.view_petition",
            "tips.change_tipline",
            "home.change_identity",
            *ALERTS,
            *SEND_DESK,
            STOP,
        ),
        languages=("en", "es"),
        page_actions=("add", "change", "publish", "lock", "unlock"),
        library_rights=PICTURES + DOCUMENTS,
    ),
    Role(
        name="Translators into Spanish",
        permissions=(ADMIN, *_snippets("change", "view")),
        languages=("es",),
        page_actions=("change",),
        library_rights=CHOOSING,
    ),
    Role(
        name="Translators into English",
        permissions=(ADMIN, *_snippets("change", "view")),
        languages=("en",),
        page_actions=("change",),
        library_rights=CHOOSING,
    ),
    Role(
        name="Campaigners",
        permissions=(
            ADMIN,
            SUBMIT_TRANSLATION,
            "campaigns.add_petition",
            "campaigns.change_petition",
            "campaigns.view_petition",
            "campaigns.export_signatures",
            "campaigns.pause_erasure",
            *FRAUD,
            "campaigns.collect_signatures",
            *ALERTS,
            *SEND_DESK,
            "supporters.bring_list",
        ),
        languages=("en", "es"),
        page_actions=("add", "change", "publish"),
        library_rights=PICTURES,
        is_for_campaigns=True,
    ),
    Role(
        name="Administrators",
        permissions=(
            ADMIN,
            "campaigns.export_signatures",
            "campaigns.pause_erasure",
            "supporters.bring_list",
            "supporters.export_list",
            "users.add_user",
            "users.change_user",
            "users.delete_user",
            "wagtailcore.change_site",
            "home.change_identity",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
            *FRAUD,
            "alerts.approve_alert",
            *SEND_DESK,
            "outbox.view_outbox",
            "tips.change_tipline",
            STOP,
        ),
        library_rights=("wagtailimages.add_image", "wagtailimages.choose_image"),
    ),
    # Alone: no other role holds its right, and no superuser has it by being one.
    Role(name="Tip readers", permissions=(ADMIN, "tips.read_tip")),
)

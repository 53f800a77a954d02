"""Gathering every version there is, of all kinds, into one statement's rows for cms/comparing.py.

One arm for the pages together and one for each snippet, with what their permission policies say of
whoever asks.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Case, CharField, F, IntegerField, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.db.models.query import QuerySet
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from cms.parity import Kind

COLUMNS = (
    "kind_id, pk, translation_key, language, title, live, first_published_at, has_draft,"
    " in_review, changed_at, may_edit"
)


def versions_sql(
    kinds: Collection[Kind], user: AbstractBaseUser | None, keys: Collection[UUID] | None = None
) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters of all rows, as COLUMNS names them; of the pairs in `keys` if given.

    Without a user nobody is asked for rights: nothing of a title may be shown then. Raises
    EmptyResultSet if there can be none.
    """
    pages = [kind for kind in kinds if kind.is_page]
    arms = [_arm(kind, user) for kind in kinds if not kind.is_page]
    if pages:
        arms.append(_page_arm(pages, user))
    if keys is not None:
        arms = [arm.filter(translation_key__in=keys) for arm in arms]
    if not arms:
        raise EmptyResultSet
    first, *others = arms
    return first.union(*others, all=True).query.sql_with_params()


def _page_arm(pages: Collection[Kind], user: AbstractBaseUser | None) -> QuerySet:
    """A live page's `title` is what readers see; its draft's is for its editors."""
    title = Case(When(live=True, then=F("title")), default=F("draft_title"))
    rows = Page.objects.filter(content_type__in=[kind.content_type_id for kind in pages])
    changed = Coalesce(F("latest_revision_created_at"), F("last_published_at"))
    return _columns(rows, user, kind_id=F("content_type_id"), title=title, changed=changed)


def _arm(kind: Kind, user: AbstractBaseUser | None) -> QuerySet:
    number = Value(kind.content_type_id, output_field=IntegerField())
    title = Cast(kind.title_field, CharField())
    changed = Coalesce(F("latest_revision__created_at"), F("last_published_at"))
    rows = kind.model.objects.order_by()
    return _columns(rows, user, kind_id=number, title=title, changed=changed)


def _columns(rows: QuerySet, user: AbstractBaseUser | None, **shown: Combinable) -> QuerySet:
    rows = rows.alias(pk_text=Cast("pk", TextField()))
    return rows.values_list(
        shown["kind_id"],
        Cast("pk", TextField()),
        F("translation_key"),
        F("locale__language_code"),
        shown["title"],
        F("live"),
        F("first_published_at"),
        F("has_unpublished_changes"),
        _whether(pk_text__in=_under_review(rows.model)),
        shown["changed"],
        _may_edit(rows.model, user),
    )


def _under_review(model: Any) -> QuerySet:
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    about = ContentType.objects.get_for_model(model)
    return states.filter(base_content_type=about).values("object_id")


def _may_edit(model: Any, user: AbstractBaseUser | None) -> Combinable:
    if user is None:
        return Value(True)
    policy = policy_registry.get_by_type(model)
    theirs = policy.instances_user_has_any_permission_for(user, {"change"})
    return _whether(pk__in=theirs.order_by().values("pk"))


def _whether(**condition: Any) -> Combinable:
    return Case(
        When(**condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )

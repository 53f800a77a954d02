"""Snapshotting: once a day, the numbers by state that readers may know (campaigns/small_cells.py).

Only those confirmed online: their exact total is what everybody sees at any moment.
"""

from django.db import connection, transaction

from campaigns.area_names import AREAS
from campaigns.area_snapshots import AreaSnapshot
from campaigns.knowing_names import counts_by_circle, handed_out
from campaigns.models import Petition
from campaigns.small_cells import View, next_views, put_together
from vault.locks import Lock


def snapshot_all() -> int:
    """Note what may be shown of each petition now; returns how many were noted.

    Not of retired ones: their signers' choices are erased, and with them who is in which circle.
    """
    standing = Petition.objects.filter(retired_at=None).order_by("pk")
    return sum(snapshot(petition) is not None for petition in standing)


def snapshot(petition: Petition) -> AreaSnapshot | None:
    """A new snapshot, or None where the one before has to stand."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock = [Lock.SNAPSHOT_OF_PETITION, petition.pk]
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", lock)
        counts, earlier = counts_by_circle(petition), _earlier(petition)
        noted = next_views(counts, AREAS, earlier, handed_out(petition))
        if not noted:
            return None
        standing = {circle: views[-1] for circle, views in earlier.items()} | noted
        return AreaSnapshot.objects.create(
            petition=petition,
            total=sum(each.total() for each in counts.values()),
            cells=put_together(standing.values()),
            parts={circle: _part(view) for circle, view in noted.items()},
        )


def _earlier(petition: Petition) -> dict[str, list[View]]:
    """By circle, all that was ever noted of it, the oldest first."""
    found: dict[str, list[View]] = {}
    for row in AreaSnapshot.objects.filter(petition=petition):
        for circle, view in row.views.items():
            found.setdefault(circle, []).append(view)
    return found


def _part(view: View) -> dict[str, object]:
    return {"total": view.total, "cells": dict(view.cells)}

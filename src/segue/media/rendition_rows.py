"""Which renditions an asset has, lacks and had: a new one takes an old one's name, and nobody's music stops."""

import uuid
from datetime import datetime
from typing import Any

from segue.kernel.jobs.models import Job, JobState
from segue.media.ladder import rungs_for
from segue.media.models import Asset, Rendition
from segue.media.queries import RENDITIONS, RETIRED, live_renditions
from segue.media.types import RungSpec


def missing_rungs(asset: Asset) -> list[RungSpec]:
    """Those of the ladder that the asset hasn't, or has by another recipe."""
    rows = set(live_renditions([asset.pk]).values_list("name", "recipe"))
    return [rung for rung in wanted_rungs(asset) if (rung.name, rung.recipe) not in rows]


def wanted_rungs(asset: Asset) -> list[RungSpec]:
    return rungs_for(is_lossless=bool(asset.is_lossless))


def keep_renditions(asset_id: uuid.UUID, found: list[dict[str, Any]]) -> None:
    """Each by its name; done again, it changes nothing."""
    for fields in found:
        named = Rendition.objects.filter(asset_id=asset_id, name=fields["name"])
        for superseded in named.exclude(sha256=fields["sha256"]):
            _retire(superseded)
        Rendition.objects.update_or_create(asset_id=asset_id, name=fields["name"], defaults=fields)


def retire_unwanted(asset: Asset) -> None:
    """What left the ladder, once something of it stands that every player can take."""
    wanted = [rung.name for rung in wanted_rungs(asset)]
    rows = live_renditions([asset.pk])
    if rows.filter(name__in=wanted).exclude(codec="fLaC").exists():
        for row in rows.exclude(name__in=wanted):
            _retire(row)


def remove_retired(*, before: datetime) -> None:
    """Rows of assets that were completed before this moment; their files can be collected then."""
    completed = Job.objects.filter(kind=RENDITIONS, state=JobState.DONE, finished_at__lt=before)
    retired = Rendition.objects.filter(name__startswith=RETIRED)
    retired.filter(asset_id__in=completed.values("subject_id")).delete()


def _retire(row: Rendition) -> None:
    name = RETIRED + row.sha256[:32]
    Rendition.objects.filter(asset_id=row.asset_id, name=name).delete()
    Rendition.objects.filter(pk=row.pk).update(name=name)

"""What other apps may hook into uploads and their pipeline."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.db.models import Q

from segue.accounts.types import Viewer

FeatureExtractor = Callable[[Path], dict[str, Any]]
"""Takes a WAV file (mono, 22.05 kHz, 16 bits) that is gone afterwards, and returns JSON."""

UploadRule = Callable[[Viewer], Q]
"""A condition on assets: those that the viewer may see and retry."""

_EXTRACTORS: dict[str, FeatureExtractor] = {}
_UPLOAD_RULES: list[UploadRule] = []


def register_features(name: str, extractor: FeatureExtractor) -> None:
    """Run it for each track once its renditions are made; its answer is `Asset.features[name]`."""
    _EXTRACTORS[name] = extractor


def feature_extractors() -> Mapping[str, FeatureExtractor]:
    return dict(_EXTRACTORS)


def register_upload_rule(rule: UploadRule) -> None:
    """In place of the one that stands alone: everyone their own."""
    _UPLOAD_RULES[:] = [rule]


def open_to(viewer: Viewer) -> Q:
    """For the WHERE clause of whatever is done with an upload."""
    return _UPLOAD_RULES[0](viewer) if _UPLOAD_RULES else Q(owner_id=viewer.pk)

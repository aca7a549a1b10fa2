"""What other apps may hook into the pipeline of files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

FeatureExtractor = Callable[[Path], dict[str, Any]]
"""Takes a WAV file (mono, 22.05 kHz, 16 bits) that is gone afterwards, and returns JSON."""

_EXTRACTORS: dict[str, FeatureExtractor] = {}


def register_features(name: str, extractor: FeatureExtractor) -> None:
    """Run it for each track once its renditions are made; its answer is `Asset.features[name]`."""
    _EXTRACTORS[name] = extractor


def feature_extractors() -> Mapping[str, FeatureExtractor]:
    return dict(_EXTRACTORS)

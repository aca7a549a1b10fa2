"""The chain that follows the first sound, and runs again whenever the ladder changes: the rest of the qualities.

None of its failures takes back that the asset can be heard.
"""

from pathlib import Path

from segue.kernel.events.outbox import publish
from segue.kernel.jobs.models import Job, StepRun
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, register
from segue.media import ports, processing
from segue.media.events import AssetCompleted
from segue.media.ladder import first_rungs
from segue.media.models import Asset
from segue.media.pipeline import explained, master, store_renditions, tell_owner
from segue.media.processing.mono_wav import make_mono_wav
from segue.media.queries import INGEST, RENDITIONS, get_asset
from segue.media.rendition_rows import keep_renditions, missing_rungs, retire_unwanted
from segue.media.types import Probe, SourceFacts


@explained
def encode(job: Job, outputs: Outputs) -> Output:
    """What the asset lacks of the ladder as it is now; nothing at all is an answer too."""
    asset = get_asset(job.subject_id)
    rungs = missing_rungs(asset)
    if not rungs:
        return {"renditions": []}
    with master(job) as (source, folder):
        probe = _probe_of(asset)
        files = processing.encode(source, probe, _facts_of(asset, source, folder), rungs, folder)
        return {"renditions": store_renditions(files, rungs)}


def record_encode(job: Job, output: Output) -> None:
    keep_renditions(job.subject_id, output["renditions"])


@explained
def find_features(job: Job, outputs: Outputs) -> Output:
    """What each registered extractor says of the sound; nothing is decoded for none."""
    extractors = ports.feature_extractors()
    if not extractors:
        return {"features": {}}
    with master(job) as (source, folder):
        wav = make_mono_wav(source, get_asset(job.subject_id).duration_ms or 0, folder)
        return {"features": {name: extract(wav) for name, extract in extractors.items()}}


def record_features(job: Job, output: Output) -> None:
    features = get_asset(job.subject_id).features | output["features"]
    Asset.objects.filter(pk=job.subject_id).update(features=features)


def finish(job: Job, outputs: Outputs) -> Output:
    """All the work is done; what remains is to say so."""
    return {}


def record_finish(job: Job, output: Output) -> None:
    retire_unwanted(get_asset(job.subject_id))
    publish(AssetCompleted(asset_id=job.subject_id))


def _probe_of(asset: Asset) -> Probe:
    return Probe(
        container=asset.container,
        codec=asset.codec,
        sample_rate_hz=asset.sample_rate_hz or 0,
        channels=asset.channels or 0,
        bits_per_sample=asset.bits_per_sample,
        duration_ms=asset.duration_ms or 0,
        is_lossless=bool(asset.is_lossless),
    )


def _facts_of(asset: Asset, source: Path, folder: Path) -> SourceFacts:
    """What ingesting found out; a file that an older version ingested is decoded once more for it."""
    prepared = StepRun.objects.filter(job__kind=INGEST, job__subject_id=asset.pk, name="prepare").first()
    if prepared:
        return SourceFacts(**prepared.output["facts"])
    probe = _probe_of(asset)
    again = folder / "again"
    again.mkdir()
    return processing.prepare(source, probe, first_rungs(probe), again).facts


PIPELINE = register(
    Pipeline(
        kind=RENDITIONS,
        steps=(
            Step("encode", "Making the other qualities", encode, record_encode),
            Step("features", "Listening for its features", find_features, record_features),
            Step("finish", "Finishing", finish, record_finish),
        ),
        on_change=tell_owner,
    )
)

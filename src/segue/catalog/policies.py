"""Who may do what in the catalog."""

from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.catalog.models import Release


def can_edit(actor: Viewer, release: Release) -> bool:
    """The team of the release's artist."""
    return artist_policies.can_edit(actor, release.artist_id)

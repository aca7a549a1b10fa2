"""Somebody wants to hear a track: what there is to play, and the sound is made if there is none yet."""

import uuid

from django.http import HttpRequest

from segue.kernel.http.client_address import client_address, network_of
from segue.kernel.http.viewer import viewer_key_of
from segue.media import services as media_services
from segue.streaming.errors import SoundBeingMade
from segue.streaming.queries import Playable, get_track, is_made_on_demand, renditions_to_play

_NETWORKS = uuid.UUID("5e67e000-0000-4000-8000-6e6574776f72")


def get_playable(request: HttpRequest, ref: str) -> Playable:
    """The track and its renditions, best first. Nobody is kept waiting with a connection open: who asks for sound that
    is still being made is told to ask again in a moment. Raises TrackNotFound, NotPlayableYet, SoundNotMade,
    SoundBeingMade, and what `ask_for_sound` raises."""
    track = get_track(request.user, ref, viewer_key=viewer_key_of(request))
    if is_made_on_demand(track):
        media_services.ask_for_sound(track.asset, listener=listener_of(request))
        raise SoundBeingMade
    return track, renditions_to_play(track)


def listener_of(request: HttpRequest) -> uuid.UUID:
    """Whom limits count together: an account, or all visitors of one network."""
    account: uuid.UUID | None = request.user.pk
    return account or uuid.uuid5(_NETWORKS, network_of(client_address(request)))

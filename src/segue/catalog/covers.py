"""The cover that a release's team chooses; it goes before those that the files bring."""

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.acts import act_on
from segue.catalog.locks import find_own_release
from segue.catalog.models import Release
from segue.media import services as media_services


def set_cover(actor: Viewer, ref: str, body: media_services.Readable) -> Release:
    """Make a cover of this image. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, BadCover,
    CoverNotMade, NoSpace."""
    find_own_release(actor, ref, Ability.EDIT)  # asked first, as an image is work
    return _choose(actor, ref, media_services.receive_cover(body))


def remove_cover(actor: Viewer, ref: str) -> Release:
    """None at all, whatever the files bring. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    return _choose(actor, ref, None)


def _choose(actor: Viewer, ref: str, pressed: media_services.PressedCover | None) -> Release:
    with act_on(actor, ref) as act:
        cover = media_services.keep_cover(pressed) if pressed else None
        act.set(act.root, cover=cover, has_chosen_cover=True)
        return act.root

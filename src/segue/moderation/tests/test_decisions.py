"""What moderators decide: what becomes of the music, who is told in which words, and what the log says."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_manager, add_member
from segue.artists.types import Role
from segue.catalog import queries as catalog_queries
from segue.catalog.errors import ReleaseNotFound, TrackNotFound
from segue.catalog.models import Release
from segue.catalog.tests.factories import add_track
from segue.catalog.types import ReleaseState
from segue.kernel.audit.models import AuditEntry
from segue.media.models import BlockedContent
from segue.moderation import queries, services
from segue.moderation.errors import (
    CannotReinstate,
    NothingToBlock,
    NotTakenDown,
    NotToTakeDown,
    OwnContent,
    SubjectGone,
    TakenDownAlready,
)
from segue.moderation.models import Case, Decision, Report
from segue.moderation.tests.factories import make_case, make_decision, make_report
from segue.moderation.types import Action, ReportReason, SubjectKind

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
ORIGIN = "http://localhost:8000"


def decide(mo: User, case: Case, action: Action, **rest: Any) -> Decision:
    told = {"reason": ReportReason.COPYRIGHT, "message": "It samples a song without leave.", **rest}
    return services.decide(mo, case.pk, action=action, **told)


def letters() -> dict[str, tuple[str, str]]:
    """By the address: subject and text of the last one."""
    return {message.to[0]: (str(message.subject), str(message.body)) for message in mail.outbox}


def recorded() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action__startswith="moderation.").order_by("pk"))


def test_a_release_that_is_taken_down_is_seen_by_its_team_alone_and_can_be_put_back(
    mo: User, ines: User, rosa: User, low_tide: Release
) -> None:
    out_since = low_tide.publish_at
    make_decision(mo, low_tide)
    for viewer in (rosa, mo, VISITOR):
        with pytest.raises(ReleaseNotFound):
            catalog_queries.get_release(viewer, str(low_tide.pk))
    assert list(catalog_queries.releases(VISITOR)) == []
    assert catalog_queries.get_release(ines, str(low_tide.pk)).state is ReleaseState.TAKEN_DOWN
    make_decision(mo, low_tide, Action.REINSTATE, message="They have leave.")
    again = catalog_queries.get_release(VISITOR, str(low_tide.pk))
    assert (again.state, again.publish_at) == (ReleaseState.PUBLISHED, out_since)
    assert [release.pk for release in catalog_queries.releases(VISITOR)] == [low_tide.pk]


def test_a_track_is_taken_down_alone(mo: User, ines: User, low_tide: Release) -> None:
    first, second = low_tide.tracks.select_related("asset").order_by("position")
    sound = second.asset.renditions.values_list("sha256", flat=True)[0]
    assert catalog_queries.is_object_visible(VISITOR, sound)
    make_decision(mo, second)
    assert not catalog_queries.is_object_visible(VISITOR, sound)
    shown = catalog_queries.get_release(VISITOR, str(low_tide.pk))
    assert [track.pk for track in shown.tracks.all()] == [first.pk]
    with pytest.raises(TrackNotFound):
        catalog_queries.get_track(VISITOR, str(second.pk))
    assert catalog_queries.get_track(ines, str(second.pk)).taken_down_at is not None
    make_decision(mo, second, Action.REINSTATE)
    assert catalog_queries.get_track(VISITOR, str(second.pk)).pk == second.pk


def test_a_cover_is_taken_away_and_put_back_unless_there_is_another(
    mo: User, rosa: User, low_tide: Release
) -> None:
    cover_id = low_tide.cover_id
    assert cover_id is not None

    def on_cover(action: Action) -> Decision:
        case = services.open_case(mo, SubjectKind.COVER, low_tide.pk)
        return decide(mo, case, action)

    assert on_cover(Action.TAKE_DOWN).image_id == cover_id
    low_tide.refresh_from_db()
    assert (low_tide.cover_id, low_tide.has_chosen_cover) == (None, True)
    on_cover(Action.REINSTATE)
    low_tide.refresh_from_db()
    assert low_tide.cover_id == cover_id
    case = services.open_case(mo, SubjectKind.COVER, low_tide.pk)
    with pytest.raises(NotTakenDown):
        decide(mo, case, Action.REINSTATE)


def test_a_decision_ends_all_reports_and_everybody_reads_what_came_of_it(
    mo: User, ines: User, rosa: User, heron: Artist, low_tide: Release
) -> None:
    label_manager, analyst = make_user("lena"), make_user("ana")
    add_manager(heron, label_manager)
    add_member(heron, analyst, Role.ANALYST)
    make_report(rosa, low_tide)
    make_report(VISITOR, low_tide, contact="someone@example.org")
    case = Case.objects.get()
    mail.outbox.clear()
    decide(mo, case, Action.TAKE_DOWN)
    assert not Case.objects.get().is_open
    team = (
        "Segue: The release “Low Tide” was taken down",
        f"""The release “Low Tide” by Paper Heron was taken down by the moderators of {ORIGIN}, because of somebody \
else's rights. Nothing was deleted: they can put it back.

What they say:

It samples a song without leave.

If you think this is a mistake, or have changed it, answer here:

{ORIGIN}/studio/artists/paper-heron/notices
""",
    )
    reporter = (
        "Segue: Your report of “Low Tide”",
        f"You reported the release “Low Tide” on {ORIGIN}.\n\nWe looked at it, and took it down.\n",
    )
    assert letters() == {
        "ines@example.org": team,
        "lena@example.org": team,
        "rosa@example.org": reporter,
        "someone@example.org": reporter,
    }
    assert "rosa" not in " ".join(text for _, text in letters().values())
    assert set(Report.objects.values_list("contact", flat=True)) == {""}


@pytest.mark.parametrize(
    ("action", "team_is_told", "outcome"),
    [
        (
            Action.DISMISS,
            None,
            "We looked at it, and left it as it is: it breaks none of this server's rules.",
        ),
        (
            Action.ASK_FOR_CHANGES,
            "Segue: The release “Low Tide” should be changed",
            "We looked at it, and asked those who made it to change it.",
        ),
    ],
)
def test_nothing_is_taken_down_by_a_dismissal_or_a_wish(
    action: Action,
    team_is_told: str | None,
    outcome: str,
    mo: User,
    rosa: User,
    low_tide: Release,
) -> None:
    make_report(rosa, low_tide)
    decide(mo, Case.objects.get(), action)
    assert catalog_queries.get_release(VISITOR, str(low_tide.pk)).taken_down_at is None
    assert letters().get("ines@example.org", (None, ""))[0] == team_is_told
    assert outcome in letters()["rosa@example.org"][1]
    (mine,) = queries.reports_by(rosa)
    assert mine.case.decision.action == action


def test_the_log_says_who_decided_what_and_why_by_ids_alone(mo: User, rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    decision = decide(mo, Case.objects.get(), Action.TAKE_DOWN)
    back = make_decision(mo, low_tide, Action.REINSTATE, message="They have leave.")
    down, up = recorded()
    assert (down.actor_id, down.action) == (mo.pk, "moderation.taken_down")
    assert (down.subject_kind, down.subject_id) == ("release", str(low_tide.pk))
    assert down.reason == "It samples a song without leave."
    assert down.before == {"is_taken_down": False}
    assert down.after == {
        "is_taken_down": True,
        "because_of": "copyright",
        "reports": 1,
        "decision_id": str(decision.pk),
    }
    assert (up.action, up.reason) == ("moderation.reinstated", "They have leave.")
    assert (up.before, up.after["is_taken_down"]) == ({"is_taken_down": True}, False)
    assert up.after["decision_id"] == str(back.pk)
    wish = make_decision(mo, low_tide, Action.ASK_FOR_CHANGES)
    make_decision(mo, low_tide, Action.DISMISS)
    assert [entry.action for entry in recorded()[2:]] == ["moderation.changes_asked", "moderation.dismissed"]
    assert recorded()[2].after["decision_id"] == str(wish.pk)


def test_what_is_taken_down_can_be_blocked_and_comes_in_again_once_it_is_put_back(
    mo: User, low_tide: Release
) -> None:
    for number, track in enumerate(low_tide.tracks.select_related("asset")):
        track.asset.sha256 = f"{number}" * 64
        track.asset.save(update_fields=["sha256"])
    decision = make_decision(mo, low_tide, is_blocked=True)
    assert sorted(BlockedContent.objects.values_list("sha256", flat=True)) == ["0" * 64, "1" * 64]
    assert set(BlockedContent.objects.values_list("reason", "blocked_by")) == {
        ("It samples a song without leave.", mo.pk)
    }
    assert decision.blocks.count() == 2
    make_decision(mo, low_tide, Action.REINSTATE)
    assert BlockedContent.objects.count() == 0
    blocked = AuditEntry.objects.filter(action__startswith="media.content_").order_by("pk")
    assert [entry.action for entry in blocked] == ["media.content_blocked"] * 2 + [
        "media.content_unblocked"
    ] * 2


def test_a_track_whose_file_has_not_come_blocks_nothing_and_stops_nothing(
    mo: User, ines: User, low_tide: Release
) -> None:
    heard = low_tide.tracks.select_related("asset").order_by("position")[0]
    heard.asset.sha256 = "d" * 64
    heard.asset.save(update_fields=["sha256"])
    low_tide.tracks.exclude(pk=heard.pk).delete()
    add_track(ines, low_tide, "late.flac")
    make_decision(mo, low_tide, is_blocked=True)
    assert list(BlockedContent.objects.values_list("sha256", flat=True)) == ["d" * 64]


def test_what_has_no_sound_is_not_taken_down_as_blocked(mo: User, low_tide: Release) -> None:
    case = services.open_case(mo, SubjectKind.COVER, low_tide.pk)
    with pytest.raises(NothingToBlock):
        decide(mo, case, Action.TAKE_DOWN, is_blocked=True)
    low_tide.refresh_from_db()
    assert low_tide.cover_id is not None
    assert (Decision.objects.count(), Case.objects.get().is_open, recorded()) == (0, True, [])


def test_nobody_decides_on_what_an_artist_of_theirs_made(
    mo: User, rosa: User, heron: Artist, low_tide: Release
) -> None:
    make_report(rosa, low_tide)
    case = Case.objects.get()
    add_member(heron, mo, Role.ANALYST)
    for action in Action:
        with pytest.raises(OwnContent, match="Leave it to another moderator"):
            decide(mo, case, action)
    with pytest.raises(OwnContent):
        services.assign(mo, case.pk, is_taken_over=True)
    with pytest.raises(OwnContent):
        make_case(mo, low_tide)
    assert (Case.objects.get().is_open, Decision.objects.count(), recorded()) == (True, 0, [])


def test_what_can_not_be_done_is_refused_and_leaves_the_case_open(
    mo: User, ines: User, heron: Artist, low_tide: Release
) -> None:
    page = services.open_case(mo, SubjectKind.ARTIST, heron.pk)
    with pytest.raises(NotToTakeDown):
        decide(mo, page, Action.TAKE_DOWN)
    with pytest.raises(NotTakenDown):
        decide(mo, page, Action.REINSTATE)
    make_decision(mo, low_tide)
    case = make_case(mo, low_tide)
    with pytest.raises(TakenDownAlready):
        decide(mo, case, Action.TAKE_DOWN)
    Release.objects.filter(pk=low_tide.pk).delete()
    with pytest.raises(SubjectGone):
        decide(mo, case, Action.REINSTATE)
    assert Case.objects.filter(is_open=True).count() == 2
    decide(mo, case, Action.DISMISS)
    assert Case.objects.filter(is_open=True).count() == 1


def test_a_cover_whose_decision_is_forgotten_is_not_put_back_by_guess(mo: User, low_tide: Release) -> None:
    decision = decide(mo, services.open_case(mo, SubjectKind.COVER, low_tide.pk), Action.TAKE_DOWN)
    Decision.objects.filter(pk=decision.pk).update(image=None)
    case = services.open_case(mo, SubjectKind.COVER, low_tide.pk)
    with pytest.raises(CannotReinstate):
        decide(mo, case, Action.REINSTATE)
    assert Case.objects.filter(is_open=True).count() == 1

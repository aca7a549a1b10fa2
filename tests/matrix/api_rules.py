"""The API's part of the matrix: a rule for each operation."""

from typing import Any

from segue.media.tests.factories import cover_image
from tests.matrix.artist_rules import ARTIST_RULES
from tests.matrix.rules import Rule, each

NEW_MUSIC = {
    "waiting": "upload",
    "processing": "upload",
    "draft": "upload",
    "published": "edit",
    "withdrawn": "edit",
}
"""Whoever uploads may change what never was public."""
HEARD = "409 409 200 200 200"
TEAM = "artists/{artist}/team"
OWNERS = ("owner", "unproven_owner", "token", "studio_token")
MEMBERS = ("analyst", "uploader", "manager", "owner", "unproven_owner")
UPLOADERS = ("manager", "label_manager", *OWNERS, "reading_token")
OPERATORS = ("operator", "unproven_operator", "operator_token")
LABEL_MANAGERS = (*OWNERS, "label_manager")


def own(policy: str, method: str, path: str, answer: str, **rest: Any) -> Rule:
    """What belongs to the owner alone, and doesn't exist for anybody else."""
    return Rule(policy, method, path, "404", instead=dict.fromkeys(OWNERS, answer), **rest)


def label(policy: str, method: str, path: str, answer: str, by: tuple[str, ...], **rest: Any) -> Rule:
    """The owner of the artist owns its label, too."""
    return Rule(policy, method, path, "403", instead=dict.fromkeys(by, answer), **rest)


def upload(policy: str, method: str, path: str, answer: str) -> Rule:
    """Whoever may upload for the artist looks after its uploads; an uploader only until they are public."""
    while_new = dict.fromkeys(("uploader", "label_uploader"), f"{answer} {answer} {answer} 404 404")
    return Rule(policy, method, path, "404", instead=dict.fromkeys(UPLOADERS, answer) | while_new)


def music(policy: str, method: str, path: str, answers: str = "200", **rest: Any) -> Rule:
    return Rule(policy, method, path, answers, of="music", **rest)


def team(policy: str, method: str, path: str, answers: str = "200", *, needs: str = "", **rest: Any) -> Rule:
    """An artist is known to its team alone until something of it is public."""
    return Rule(policy, method, path, answers, of="music", needs=each(needs), **rest)


SYSTEM = {
    "get_health": Rule("public", "GET", "health"),
    "list_jobs": Rule("operators", "GET", "jobs"),
    "retry_job": Rule("operators", "POST", "jobs/{upload}/retry", "404"),
    "list_audit_log": Rule("operators", "GET", "audit-log"),
    "list_parked_events": Rule("operators", "GET", "events/parked"),
    "retry_parked_event": Rule("operators", "POST", "events/parked/{upload}/retry", "404"),
    "list_people": Rule("moderators", "GET", "people"),
    "suspend_person": Rule(
        "moderators_in_person", "PUT", "people/{guest}/suspension", body={"reason": "Spam"}
    ),
    "restore_person": Rule(
        "moderators_in_person", "DELETE", "people/{guest}/suspension", "409", body={"reason": "Sorry"}
    ),
    "set_person_role": Rule(
        *("operators_in_person", "PUT", "people/{guest}/role"), body={"role": "moderator", "reason": "Helps"}
    ),
    "get_sign_up_mode": Rule("operators", "GET", "server/sign-up"),
    "set_sign_up_mode": Rule("operators_in_person", "PUT", "server/sign-up", body={"mode": "closed"}),
    "list_invitations": Rule("operators", "GET", "invitations"),
    "issue_invitation": Rule("operators", "POST", "invitations", "201", body={"expires_in_days": 7}),
    "withdraw_invitation": Rule("operators", "DELETE", "invitations/{sign_up_invitation}", "204"),
}
PEOPLE = {
    "get_me": Rule("public", "GET", "me"),
    "get_operator_setup": Rule("public", "GET", "operator-setup?token=guess"),
    "set_up_operator": Rule(
        *("public", "POST", "operator-setup", "403"),
        body={"token": "guess", "email": "eve@example.org", "username": "eve", "password": "slack-water-2x"},
    ),
    "get_sign_in_options": Rule("public", "GET", "sign-in-options"),
    "check_invitation": Rule("public", "GET", "invitations/by-token?token=guess"),
    "list_tokens": Rule("in_person", "GET", "me/tokens"),
    "create_token": Rule(
        *("in_person_recently", "POST", "me/tokens", "201"), body={"name": "Script", "scopes": ["read"]}
    ),
    "revoke_token": own("in_person", "DELETE", "me/tokens/{access_token}", "204"),
    "list_app_passwords": Rule("in_person", "GET", "me/app-passwords"),
    "create_app_password": Rule(
        "in_person_recently", "POST", "me/app-passwords", "201", body={"name": "Phone"}
    ),
    "revoke_app_password": own("in_person", "DELETE", "me/app-passwords/{app_password}", "204"),
    "get_profile": Rule("public", "GET", "people/guest"),
    "change_profile": Rule(
        *("in_person", "PATCH", "me/profile"),
        body={"bio": "Here for the tide.", "username": "tide"},
        instead=dict.fromkeys(("unproven_owner", "unproven_operator"), "401"),
    ),
    "get_privacy": Rule("in_person", "GET", "me/privacy"),
    "change_privacy": Rule("in_person", "PATCH", "me/privacy", body={"is_listed": False}),
    "set_avatar": Rule("in_person", "PUT", "me/avatar", "204", body=cover_image()),
    "remove_avatar": Rule("in_person", "DELETE", "me/avatar", "204"),
    "list_exports": Rule("in_person", "GET", "me/exports"),
    "start_export": Rule("in_person_recently", "POST", "me/exports", "201", body={"with_files": False}),
    "get_export_file": own("in_person_recently", "GET", "me/exports/{export}/file", "200"),
    "get_deletion": Rule("in_person", "GET", "me/deletion"),
    "request_deletion": Rule("in_person_recently", "PUT", "me/deletion", body={"with_artists": True}),
    "cancel_deletion": Rule("in_person", "DELETE", "me/deletion", "204"),
}
TEAMS = {
    "list_artists": Rule("public", "GET", "artists"),
    "create_artist": Rule("studio", "POST", "artists", "201", body={"name": "New"}),
    "delete_artist": team(
        *("in_person_recently", "DELETE", "artists/{artist}?with_music=true", "204"), needs="delete_artist"
    ),
    "get_team": team("signed_in", "GET", TEAM, needs="see_unpublished"),
    "invite_member": team(
        *("in_person", "POST", f"{TEAM}/invitations", "201"),
        needs="manage_team",
        body={"email": "guest@example.org", "role": "uploader"},
    ),
    "withdraw_team_invitation": team(
        "in_person", "DELETE", TEAM + "/invitations/{invitation}", "204", needs="manage_team"
    ),
    "change_member": team(
        "in_person", "PATCH", TEAM + "/members/{member}", needs="manage_team", body={"role": "analyst"}
    ),
    "remove_member": team("in_person", "DELETE", TEAM + "/members/{member}", "204", needs="manage_team"),
    "leave_team": Rule(
        "in_person", "DELETE", f"{TEAM}/membership", "404", instead=dict.fromkeys(MEMBERS, "204")
    ),
    "transfer_ownership": team(
        "in_person_recently", "PUT", f"{TEAM}/owner", needs="manage_owners", body={"user_id": "{member}"}
    ),
    "list_team_invitations": Rule("signed_in", "GET", "team-invitations"),
    "get_team_invitation": Rule("public", "GET", "team-invitations/by-token?token=guess", "404"),
    "accept_team_invitation": Rule(
        *("in_person", "PUT", "team-invitations/{own_invitation}", "404"),
        body={},
        instead={"listener": "200"},
    ),
    "decline_team_invitation": Rule(
        *("in_person", "DELETE", "team-invitations/{own_invitation}", "404"), instead={"listener": "204"}
    ),
    "list_labels": Rule("public", "GET", "labels"),
    "create_label": Rule("studio", "POST", "labels", "201", body={"name": "New"}),
    "get_label": Rule("public", "GET", "labels/{label}"),
    "change_label": label(
        "studio", "PATCH", "labels/{label}", "200", LABEL_MANAGERS, body={"name": "High Tide"}
    ),
    "delete_label": label("in_person", "DELETE", "labels/{label}", "204", OWNERS),
    "list_label_artists": Rule("public", "GET", "labels/{label}/artists"),
    "join_label": label(
        *("in_person", "PUT", "labels/{label}/artists/{artist}", "200", LABEL_MANAGERS), of="music"
    ),
    "leave_label": label(
        *("in_person", "DELETE", "labels/{label}/artists/{artist}", "204", LABEL_MANAGERS), of="music"
    ),
}
MUSIC = {
    "list_releases": music("public", "GET", "releases?artist={artist}"),
    "create_release": music(
        *("studio", "POST", "releases", "201"), needs=each("upload"), body={"artist_id": "{artist}"}
    ),
    "get_release": music("public", "GET", "releases/{release}"),
    "change_release": music("studio", "PATCH", "releases/{release}", needs=NEW_MUSIC, body={"title": "Mine"}),
    "delete_release": music(
        *("studio", "DELETE", "releases/{release}", "204 204 204 409 204"),
        needs=NEW_MUSIC | {"published": "delete", "withdrawn": "delete"},
    ),
    "set_release_cover": music(
        "studio", "PUT", "releases/{release}/cover", needs=NEW_MUSIC, body=cover_image()
    ),
    "remove_release_cover": music("studio", "DELETE", "releases/{release}/cover", needs=NEW_MUSIC),
    "publish_release": music("studio", "PUT", "releases/{release}/publication", HEARD, needs=each("publish")),
    "withdraw_release": music("studio", "DELETE", "releases/{release}/publication", needs=each("publish")),
    "add_track": music(
        *("studio", "POST", "releases/{release}/tracks", "201"),
        needs=NEW_MUSIC,
        body={"file_name": "new.wav", "bytes": 10},
    ),
    "get_track": music("public", "GET", "tracks/{track}"),
    "change_track": music("studio", "PATCH", "tracks/{track}", needs=NEW_MUSIC, body={"title": "Mine"}),
    "delete_track": music("studio", "DELETE", "tracks/{track}", "204", needs=NEW_MUSIC),
    "get_upload": upload("signed_in", "GET", "uploads/{upload}", "200"),
    "get_upload_limits": Rule("signed_in", "GET", "uploads/limits"),
    "retry_upload": upload("studio", "POST", "uploads/{upload}/retry", "409"),
    "begin_multipart": own("studio", "POST", "uploads/{upload}/multipart", "409"),
    "complete_multipart": own(
        "studio", "POST", "uploads/{upload}/multipart/complete", "409 200 200 200 200", body={"parts": []}
    ),
    "give_up_multipart": own("studio", "DELETE", "uploads/{upload}/multipart", "409"),
    "get_stream": music("public", "GET", "tracks/{track}/stream", HEARD),
    "get_master_playlist": music("public", "GET", "tracks/{track}/stream/master.m3u8", HEARD),
    "get_dash_manifest": music("public", "GET", "tracks/{track}/stream/manifest.mpd", HEARD),
    "get_media_playlist": music("public", "GET", "tracks/{track}/stream/aac-160.m3u8", HEARD),
}
LINKS = "releases/{release}/share-links"
PUBLICATION = {
    "set_visibility": music(
        *("studio", "PUT", "releases/{release}/visibility"),
        needs=each("publish"),
        body={"visibility": "private"},
    ),
    "set_slug": music(
        *("studio", "PUT", "releases/{release}/slug", "409 409 409 200 200"),
        needs=each("publish"),
        body={"slug": "spring-tide"},
    ),
    "list_share_links": music("studio", "GET", LINKS, needs=each("publish")),
    "create_share_link": music("studio", "POST", LINKS, "201", needs=each("publish"), body={}),
    "revoke_share_link": music("studio", "DELETE", LINKS + "/{share_link}", "204", needs=each("publish")),
    "open_share_link": Rule("public", "POST", "shares", "404", body={"token": "guess"}),
}
MASTERS = "tracks/{track}/masters"
PERSON = {"name": "Ana", "roles": ["mixer"]}
WORDS = {
    "set_release_credits": music(
        "studio", "PUT", "releases/{release}/credits", needs=NEW_MUSIC, body={"credits": [PERSON]}
    ),
    "set_credits_of_tracks": music(
        *("studio", "PUT", "releases/{release}/tracks/credits"),
        needs=NEW_MUSIC,
        body={"credits": [PERSON], "track_ids": ["{track}"]},
    ),
    "set_track_credits": music(
        "studio", "PUT", "tracks/{track}/credits", needs=NEW_MUSIC, body={"credits": [PERSON]}
    ),
    "list_credits": music("public", "GET", "artists/{artist}/credits"),
    "list_genres": Rule("public", "GET", "genres"),
    "add_genre": Rule("operators", "POST", "genres", "201", body={"name": "Tidal"}),
    "list_genre_names": Rule("operators", "GET", "genres/names"),
    "place_genre": Rule(
        *("operators", "PUT", "genres/{genre}", "404 404 404 200 404"), body={"name": "Tidal"}
    ),
    "merge_genre": Rule(
        *("operators", "POST", "genres/{genre}/merge", "404 404 404 422 404"), body={"into_id": "{genre}"}
    ),
    "remove_genre": Rule("operators", "DELETE", "genres/{genre}", "404 404 404 409 404"),
    "set_release_genres": music(
        "studio", "PUT", "releases/{release}/genres", needs=NEW_MUSIC, body={"genres": ["Jazz"]}
    ),
    "set_genres_of_tracks": music(
        *("studio", "PUT", "releases/{release}/tracks/genres"),
        needs=NEW_MUSIC,
        body={"genres": ["Jazz"], "track_ids": ["{track}"]},
    ),
    "set_track_genres": music(
        "studio", "PUT", "tracks/{track}/genres", needs=NEW_MUSIC, body={"moods": ["Calm"]}
    ),
    "list_lyrics": music("public", "GET", "tracks/{track}/lyrics"),
    "get_lrc": music("public", "GET", "tracks/{track}/lyrics/en.lrc"),
    "set_lyrics": music("studio", "PUT", "tracks/{track}/lyrics/en", needs=NEW_MUSIC, body={"text": "La"}),
    "remove_lyrics": music("studio", "DELETE", "tracks/{track}/lyrics/en", "204", needs=NEW_MUSIC),
    "replace_master": music(
        *("studio", "POST", MASTERS, "201"), needs=NEW_MUSIC, body={"file_name": "new.wav", "bytes": 10}
    ),
    "list_masters": music("signed_in", "GET", MASTERS, needs=each("see_unpublished")),
    "cancel_replacement": music("studio", "DELETE", MASTERS + "/next", "404", needs=NEW_MUSIC),
    "restore_master": music("studio", "POST", MASTERS + "/{upload}/restore", "404", needs=NEW_MUSIC, body={}),
    "get_raw_tags": music("signed_in", "GET", "tracks/{track}/tags", needs=each("see_unpublished")),
    "add_picture": music(
        "studio", "POST", "releases/{release}/gallery", "201", needs=NEW_MUSIC, body=cover_image()
    ),
    "arrange_gallery": music(
        *("studio", "PUT", "releases/{release}/gallery"),
        needs=NEW_MUSIC,
        body={"pictures": [{"id": "{picture}", "caption": "Mine"}]},
    ),
    "remove_picture": music("studio", "DELETE", "releases/{release}/gallery/{picture}", needs=NEW_MUSIC),
}
ROOM = {
    "list_duplicates": Rule("signed_in", "GET", "duplicates"),
    "decide_duplicate": Rule("studio", "POST", "duplicates/{upload}/decision", "404", body={"keep": "both"}),
    "get_artist_quota": team(
        *("signed_in", "GET", "artists/{artist}/quota"),
        needs="see_unpublished",
        instead=dict.fromkeys(OPERATORS, "200"),
    ),
    "set_artist_quota": Rule(
        *("operators_in_person", "PUT", "artists/{artist}/quota"),
        body={"quota_bytes": None, "reason": "As for all"},
    ),
}
REPORTED = "moderation/reports"
SUBJECT = {"subject_kind": "release", "subject_id": "{release}"}
MODERATION = {
    "report_content": music("public", "POST", "reports", "201", body={**SUBJECT, "reason": "spam"}),
    "list_own_reports": Rule("signed_in", "GET", "reports/mine"),
    "list_reports": Rule("moderators", "GET", REPORTED),
    "open_case": music("moderators", "POST", REPORTED, "201", body=SUBJECT),
    "get_reports": Rule("moderators", "GET", REPORTED + "/{case}"),
    "assign_reports": Rule("moderators", "PUT", REPORTED + "/{case}/assignment", body={}),
    "unassign_reports": Rule("moderators", "DELETE", REPORTED + "/{case}/assignment"),
    "decide_on_reports": Rule(
        *("moderators_in_person", "POST", REPORTED + "/{case}/decision"),
        body={"action": "dismiss", "message": "Fine."},
    ),
    "list_notices": music("signed_in", "GET", "artists/{artist}/notices", needs=each("see_unpublished")),
    "appeal_notice": music(
        *("studio", "POST", "artists/{artist}/notices/{notice}/appeal", "201"),
        needs=each("publish"),
        body={"message": "We did."},
    ),
    "list_blocks": Rule("moderators", "GET", "moderation/blocks"),
    "add_block": Rule(
        *("moderators_in_person", "POST", "moderation/blocks", "201"),
        body={"sha256": "ab" * 32, "reason": "Not theirs"},
    ),
    "remove_block": Rule(
        "moderators_in_person", "DELETE", "moderation/blocks/{upload}", "404", body={"reason": "Sorry"}
    ),
}
SEEN = each("see_unpublished")
TABLE = b"id,work\n"
EDITING: dict[str, Rule] = {
    "list_licenses": Rule("public", "GET", "licenses"),
    "get_checklist": music("studio", "GET", "releases/{release}/checklist", needs=SEEN),
    "change_tracks": music(
        *("studio", "PATCH", "releases/{release}/tracks"),
        needs=NEW_MUSIC,
        body={"tracks": [{"id": "{track}", "title": "Mine"}]},
    ),
    "order_tracks": music(
        *("studio", "PUT", "releases/{release}/track-order"),
        needs=NEW_MUSIC,
        body={"discs": [{"track_ids": ["{track}"]}]},
    ),
    "list_release_history": music("studio", "GET", "releases/{release}/history", needs=SEEN),
    "undo_release_act": music(
        *("studio", "POST", "releases/{release}/history/{act}/undo"), needs=NEW_MUSIC, body={}
    ),
    "list_removed_tracks": music("studio", "GET", "releases/{release}/bin", needs=SEEN),
    "list_removed_releases": team("studio", "GET", "artists/{artist}/bin", needs="see_unpublished"),
    "restore_track": music("studio", "POST", "tracks/{track}/restoration", needs=NEW_MUSIC, body={}),
    "restore_release": music(
        *("studio", "POST", "releases/{release}/restoration"),
        needs=NEW_MUSIC | {"published": "delete", "withdrawn": "delete"},
        body={},
    ),
    "get_release_table": music("studio", "GET", "releases/{release}/tracks.csv", needs=SEEN),
    "change_release_by_table": music(
        "studio", "PUT", "releases/{release}/tracks.csv", needs=NEW_MUSIC, body=TABLE
    ),
    "get_artist_table": team("studio", "GET", "artists/{artist}/tracks.csv", needs="see_unpublished"),
    "change_artist_by_table": team(
        "studio", "PUT", "artists/{artist}/tracks.csv", needs="see_unpublished", body=TABLE
    ),
}
API_RULES = ARTIST_RULES | EDITING | SYSTEM | PEOPLE | TEAMS | MUSIC | PUBLICATION | MODERATION | WORDS | ROOM

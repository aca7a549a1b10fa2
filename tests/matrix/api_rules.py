"""The API's part of the matrix: a rule for each operation."""

from typing import Any

from segue.media.tests.factories import cover_image
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
    return Rule(policy, method, path, answers, needs=each(needs), **rest)


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
    "get_artist": Rule("public", "GET", "artists/{artist}"),
    "change_artist": team("studio", "PATCH", "artists/{artist}", needs="edit", body={"name": "Grey Heron"}),
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
    "join_label": label("in_person", "PUT", "labels/{label}/artists/{artist}", "200", LABEL_MANAGERS),
    "leave_label": label("in_person", "DELETE", "labels/{label}/artists/{artist}", "204", LABEL_MANAGERS),
}
MUSIC = {
    "list_releases": Rule("public", "GET", "releases?artist={artist}"),
    "create_release": Rule(
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
    "rename_track": music("studio", "PATCH", "tracks/{track}", needs=NEW_MUSIC, body={"title": "Mine"}),
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
API_RULES = SYSTEM | PEOPLE | TEAMS | MUSIC

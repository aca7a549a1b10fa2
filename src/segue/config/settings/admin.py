"""Settings of the operators' admin and its looks."""

from typing import Any

from django.urls import reverse_lazy

STATIC_URL = "/admin-assets/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

Item = dict[str, Any]


def _item(title: str, icon: str, view: str) -> Item:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{view}")}


def _group(title: str, *items: Item) -> Item:
    return {"title": title, "separator": bool(title), "items": list(items)}


# One hue of the web app's, from light to dark.
_SPOT = {
    "50": "oklch(97% .015 268)",
    "100": "oklch(94% .03 268)",
    "200": "oklch(89% .06 268)",
    "300": "oklch(81% .11 270)",
    "400": "oklch(74% .14 272)",
    "500": "oklch(60% .2 270)",
    "600": "oklch(46% .23 268)",
    "700": "oklch(40% .21 268)",
    "800": "oklch(34% .17 268)",
    "900": "oklch(29% .12 268)",
    "950": "oklch(21% .08 268)",
}
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Segue",
    "SITE_HEADER": "Segue",
    "SITE_SUBHEADER": "For operators",
    "SITE_SYMBOL": "graphic_eq",
    "SITE_URL": "/",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {"primary": _SPOT},
    "SIDEBAR": {
        "navigation": [
            _group("", _item("Overview", "dashboard", "index")),
            _group(
                "People",
                _item("People", "group", "accounts_user_changelist"),
                _item("Invitations", "mail", "accounts_invitation_changelist"),
            ),
            _group(
                "Music",
                _item("Artists", "artist", "artists_artist_changelist"),
                _item("Labels", "sell", "artists_label_changelist"),
                _item("Releases", "album", "catalog_release_changelist"),
                _item("Tracks", "music_note", "catalog_track_changelist"),
            ),
            _group(
                "Moderation",
                _item("Cases", "flag", "moderation_case_changelist"),
                _item("Reports", "report", "moderation_report_changelist"),
                _item("Decisions", "gavel", "moderation_decision_changelist"),
                _item("Blocked sound", "block", "media_blockedcontent_changelist"),
            ),
            _group(
                "Work",
                _item("Jobs", "manufacturing", "jobs_job_changelist"),
                _item("Events", "bolt", "events_delivery_changelist"),
                _item("Imported folders", "folder_open", "media_libraryfolder_changelist"),
            ),
            _group(
                "Server",
                _item("Audit log", "history", "audit_auditentry_changelist"),
                _item("Settings", "settings", "server"),
            ),
        ],
    },
}

"""Who tries: what each kind of actor is, written down here and not taken from the code that decides."""

from dataclasses import dataclass

ANALYST = frozenset({"see_unpublished", "see_analytics"})
UPLOADER = frozenset({"see_unpublished", "upload"})
MANAGER = frozenset(
    {"see_unpublished", "see_analytics", "upload", "edit", "publish", "delete", "manage_team"}
)
OWNER = MANAGER | {"manage_owners", "delete_artist"}


@dataclass(frozen=True)
class Actor:
    """`abilities`: on the artist whose things are tried. `is_signed_in`: as far as Segue may see; a banned person and
    an ended session still send their cookie. `scopes`: of a token, None for who comes with a session."""

    name: str
    abilities: frozenset[str] = frozenset()
    is_signed_in: bool = True
    is_moderator: bool = False
    is_operator: bool = False
    scopes: frozenset[str] | None = None
    user: str = ""
    """Whose account it is, when another actor's."""
    is_proven: bool = True
    """Whether the password was given a moment ago; otherwise it was longer ago than counts."""


ACTORS = (
    Actor("visitor", is_signed_in=False),
    Actor("listener"),
    Actor("other_artist"),
    Actor("analyst", ANALYST),
    Actor("uploader", UPLOADER),
    Actor("manager", MANAGER),
    Actor("owner", OWNER),
    Actor("unproven_owner", OWNER, user="owner", is_proven=False),
    Actor("label_manager", MANAGER),
    Actor("label_uploader", UPLOADER),
    Actor("label_analyst", ANALYST),
    Actor("moderator", is_moderator=True),
    Actor("operator", is_moderator=True, is_operator=True),
    Actor("unproven_operator", is_moderator=True, is_operator=True, user="operator", is_proven=False),
    Actor("banned", is_signed_in=False),
    Actor("expired", is_signed_in=False, user="owner"),
    Actor("token", OWNER, scopes=frozenset({"read", "studio"}), user="owner", is_proven=False),
    Actor("reading_token", OWNER, scopes=frozenset({"read"}), user="owner", is_proven=False),
    Actor("studio_token", OWNER, scopes=frozenset({"studio"}), user="owner", is_proven=False),
    Actor("ended_token", is_signed_in=False, scopes=frozenset({"read", "studio"}), user="owner"),
    Actor(
        "operator_token",
        scopes=frozenset({"operate"}),
        user="operator",
        is_moderator=True,
        is_operator=True,
        is_proven=False,
    ),
)
STATES = ("waiting", "processing", "draft", "published", "withdrawn")

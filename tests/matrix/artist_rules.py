"""The matrix' part about artists' pages: known to their team alone until something of them is public."""

from typing import Any

from segue.media.tests.factories import cover_image
from tests.matrix.rules import Rule, each


def page(method: str, path: str, answer: str = "200", *, needs: str = "edit", body: Any = None) -> Rule:
    rest = f"/{path}" if path else ""
    return Rule(
        *("studio", method, f"artists/{{artist}}{rest}", answer), of="music", needs=each(needs), body=body
    )


ARTIST_RULES = {
    "get_artist": Rule("public", "GET", "artists/{artist}", of="music"),
    "change_artist": page("PATCH", "", body={"name": "Grey Heron"}),
    "set_artist_slug": page("PUT", "slug", body={"slug": "grey-heron"}),
    "set_artist_image": page("PUT", "image", body=cover_image()),
    "remove_artist_image": page("DELETE", "image"),
    "add_artist_picture": page("POST", "gallery", "201", body=cover_image()),
    "arrange_artist_gallery": page("PUT", "gallery", body={"pictures": []}),
    "remove_artist_picture": page("DELETE", "gallery/{upload}", "404"),
    "list_artist_history": page("GET", "history", needs="see_unpublished"),
    "undo_artist_act": page("POST", "history/{upload}/undo", "409"),
    "verify_artist": Rule(
        *("operators_in_person", "PUT", "artists/{artist}/verification"), body={"reason": "Met them"}
    ),
    "remove_artist_verification": Rule(
        *("operators_in_person", "DELETE", "artists/{verified}/verification"), body={"reason": "Not them"}
    ),
}

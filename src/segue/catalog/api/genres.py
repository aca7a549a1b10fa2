"""Genres and moods over HTTP."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.catalog import genre_curation, genres
from segue.catalog.api.answers import Ref, show_again, show_track_again
from segue.catalog.schemas import ReleaseDetailOut, TrackOut
from segue.catalog.schemas.genres import (
    COUNTS,
    GenreOut,
    GenrePlace,
    Merge,
    NewGenre,
    StyleIn,
    TracksStyleIn,
    show_genre,
    show_tree,
)
from segue.kernel.http import Page, PageQuery, Router, operators, paginate, public, studio

router = Router(tags=["catalog"])


@router.get("/genres", auth=public, response=list[GenreOut])
def list_genres(request: HttpRequest) -> list[GenreOut]:
    """The trees of genres and moods by name, and other names that public music has."""
    return show_tree()


@router.post("/genres", auth=operators, response={201: GenreOut})
def add_genre(request: HttpRequest, new: NewGenre) -> Status[GenreOut]:
    """In the tree."""
    genre = genre_curation.add_genre(request.user, **new.model_dump())
    return Status(201, show_genre(genre, COUNTS.get()))


@router.get("/genres/names", auth=operators, response=Page[GenreOut])
def list_genre_names(
    request: HttpRequest, page: Query[PageQuery], curated: bool | None = None
) -> dict[str, Any]:
    """The trees, and what public music has, newest first; with `curated=false` what nobody has placed yet."""
    rows = genres.shown_genres().prefetch_related("aliases")
    rows = rows if curated is None else rows.filter(is_curated=curated)
    counts = COUNTS.get()
    return paginate(rows, page, order=("id",), show=lambda genre: show_genre(genre, counts))


@router.put("/genres/{genre_id}", auth=operators, response=GenreOut)
def place_genre(request: HttpRequest, genre_id: uuid.UUID, place: GenrePlace) -> GenreOut:
    """Name it, put it below another, and say which spellings mean it."""
    genre = genre_curation.place_genre(request.user, genre_id, **place.model_dump())
    return show_genre(genre, COUNTS.get())


@router.post("/genres/{genre_id}/merge", auth=operators, response=GenreOut)
def merge_genre(request: HttpRequest, genre_id: uuid.UUID, merge: Merge) -> GenreOut:
    """All that has it has the other one from now on. There is no way back."""
    genre = genre_curation.merge_genre(request.user, genre_id, into_id=merge.into_id)
    return show_genre(genre, COUNTS.get())


@router.delete("/genres/{genre_id}", auth=operators, response={204: None})
def remove_genre(request: HttpRequest, genre_id: uuid.UUID) -> Status[None]:
    """One that no music has; what stands below it moves up."""
    genre_curation.remove_genre(request.user, genre_id)
    return Status(204, None)


@router.put("/releases/{ref}/genres", auth=studio, response=ReleaseDetailOut)
def set_release_genres(request: HttpRequest, ref: Ref, new: StyleIn) -> ReleaseDetailOut:
    """All genres and moods of the release; a name that Segue doesn't know is kept beside its tree."""
    style = genres.Style(new.genres, new.moods)
    return show_again(request, genres.style_release(request.user, ref, style, base_version=new.version))


@router.put("/releases/{ref}/tracks/genres", auth=studio, response=ReleaseDetailOut)
def set_genres_of_tracks(request: HttpRequest, ref: Ref, new: TracksStyleIn) -> ReleaseDetailOut:
    """The same genres and moods on each of these tracks, in place of what they had."""
    style = genres.Style(new.genres, new.moods)
    release = genres.style_tracks(request.user, ref, new.track_ids, style, base_version=new.version)
    return show_again(request, release)


@router.put("/tracks/{ref}/genres", auth=studio, response=TrackOut)
def set_track_genres(request: HttpRequest, ref: Ref, new: StyleIn) -> TrackOut:
    """All genres and moods of the track."""
    style = genres.Style(new.genres, new.moods)
    return show_track_again(request, genres.style_track(request.user, ref, style, base_version=new.version))

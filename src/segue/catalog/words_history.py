"""How people, genres, words, pictures and masters of a release go back, when an act on them is undone."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from segue.catalog.crediting import CREDITS, people_of, put_back_credits
from segue.catalog.gallery import GALLERY, pictures_of, show_pictures
from segue.catalog.genres import GENRES, MOODS, names_of, put_back_genres
from segue.catalog.lyrics import LYRICS, put_back_lyrics, text_in
from segue.catalog.masters import MASTER, present_master, put_back_master
from segue.catalog.models import Release, Track
from segue.kernel.history import AbstractEdit, Act, OwnField, restore

Hook = Callable[[Act[Release], AbstractEdit], object]


def _undo(fields: Mapping[str, OwnField], act: Act[Release], edit: AbstractEdit) -> None:
    """Of the release, or of one of its tracks. Raises NothingToUndo, FormerValueGone."""
    subject: Release | Track | None = act.root
    if edit.subject_id != act.root.pk:
        subject = act.root.tracks.select_related("asset").filter(pk=edit.subject_id).first()
    restore(act, edit, subject, fields)


def _undo_lyrics(act: Act[Release], edit: AbstractEdit) -> None:
    """Each language is a field."""
    fields = {
        language: OwnField(partial(text_in, language), partial(put_back_lyrics, language))
        for language in edit.before or ()
    }
    _undo(fields, act, edit)


def _style(name: str) -> OwnField:
    def read(subject: Any) -> Any:
        return names_of(subject)[name]

    return OwnField(read, partial(put_back_genres, name))


HOOKS: Mapping[str, Hook] = {
    CREDITS: partial(_undo, {CREDITS: OwnField(people_of, put_back_credits)}),
    GENRES: partial(_undo, {GENRES: _style(GENRES), MOODS: _style(MOODS)}),
    LYRICS: _undo_lyrics,
    GALLERY: partial(_undo, {GALLERY: OwnField(pictures_of, show_pictures)}),
    MASTER: partial(_undo, {MASTER: OwnField(present_master, put_back_master)}),
}

/** The fields of an artist in words, for histories and conflicts. */
export const ARTIST_FIELDS = {
  aliases: 'Other names',
  image: 'Picture',
  musicbrainz_artist_id: 'MusicBrainz id',
  slug: 'Address',
}

"""Live messages of artists and labels."""

from segue.kernel.realtime import LiveMessage


class TeamChanged(LiveMessage):
    """To the team and whoever just left it: fetch the artist or label of this id, and its team, again."""

    topic = "artists.team_changed"

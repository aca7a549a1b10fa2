"""Streaming: what a player needs to play a track, and the bytes themselves."""

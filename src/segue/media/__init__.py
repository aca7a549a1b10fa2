"""Uploaded audio files and what the pipeline makes of them."""

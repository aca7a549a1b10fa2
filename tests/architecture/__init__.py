"""Tests of the shape itself: arrows, names, sizes, and who may touch what."""

"""Tests of media processing with synthesized sound."""

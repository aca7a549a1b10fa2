"""Tests of the demo catalog."""

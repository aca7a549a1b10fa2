"""Machinery that every app shares: events, jobs, HTTP, live messages, storage."""

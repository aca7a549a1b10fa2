"""Reports of content, what moderators decide on them, and what its team answers."""

"""What models of all apps have in common."""

"""Artists: public profiles, and the teams that speak for them."""

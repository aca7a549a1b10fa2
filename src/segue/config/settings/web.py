"""Settings of the web server, which shares a bounded pool of database connections between requests."""

from segue.config.settings import *  # noqa: F403
from segue.config.settings import DATABASES

MAX_CONNECTIONS = 12

DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": MAX_CONNECTIONS, "timeout": 5}

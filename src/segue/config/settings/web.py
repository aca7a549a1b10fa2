"""Settings of the web server, which shares a bounded pool of database connections between requests."""

from segue.config.settings import *  # noqa: F403
from segue.config.settings import DATABASES as DIRECT
from segue.config.settings import SEGUE
from segue.kernel.storage.location import spool_root

MAX_CONNECTIONS = 12

POOL = {"min_size": 1, "max_size": MAX_CONNECTIONS, "timeout": 5}
DATABASES = {
    "default": DIRECT["default"] | {"OPTIONS": DIRECT["default"]["OPTIONS"] | {"pool": POOL}},
}

# Bodies are spooled to the disk that is watched, not to the system's; asgi.py makes the folder.
FILE_UPLOAD_TEMP_DIR = str(spool_root(SEGUE) / "incoming")

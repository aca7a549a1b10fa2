"""How Celery talks to Valkey: early acknowledgment, one message at a time, JSON ids only, no results."""

from segue.env import Settings
from segue.kernel.priority import BEGIN, GO_ON, LATER

DEFAULT_VALKEY_URL = "redis://127.0.0.1:6379"
SOCKET_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_S = 1.0


def valkey_url(settings: Settings) -> str:
    """Of hints and of live messages alike."""
    return settings.valkey_url.get_secret_value() if settings.valkey_url else DEFAULT_VALKEY_URL


def broker_options(settings: Settings) -> dict[str, object]:
    """Recovery is the lease's business, so nothing here redelivers."""
    return {
        "broker_url": valkey_url(settings),
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,
        "broker_connection_timeout": CONNECT_TIMEOUT_S,
        "broker_transport_options": {
            "global_keyprefix": "segue.celery.",
            "socket_connect_timeout": CONNECT_TIMEOUT_S,
            "socket_timeout": SOCKET_TIMEOUT_S,
            "socket_keepalive": True,
            "health_check_interval": 10,
            "retry_on_timeout": False,
            "queue_order_strategy": "priority",
            "priority_steps": [GO_ON, BEGIN, LATER],
        },
        "accept_content": ["json"],
        "task_serializer": "json",
        "task_ignore_result": True,
        "task_default_queue": "segue",
        "task_acks_late": False,
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_send_task_events": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "timezone": "UTC",
    }

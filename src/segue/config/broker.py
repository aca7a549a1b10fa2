"""How Celery talks to Valkey: early acknowledgment, one message at a time, JSON ids only, no results."""

from segue.env import Settings

# Of hints: what has begun, then what is new. Valkey's lists are emptied in this order.
PRIORITIES = (0, 9)
SOCKET_TIMEOUT_S = 5.0
CONNECT_TIMEOUT_S = 1.0


def broker_options(settings: Settings) -> dict[str, object]:
    """Recovery is the lease's business, so nothing here redelivers."""
    return {
        "broker_url": settings.valkey_url.get_secret_value()
        if settings.valkey_url
        else "redis://127.0.0.1:6379",
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
            "priority_steps": list(PRIORITIES),
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

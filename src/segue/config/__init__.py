"""The composition root: settings, addresses, the API, ASGI and Celery."""

"""Django's admin for this server's operators, at `/admin/`."""

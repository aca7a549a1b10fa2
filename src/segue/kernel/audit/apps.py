"""Django's entry for the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "segue.kernel.audit"
    label = "audit"

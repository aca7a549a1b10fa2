"""Django's entry for the job tables."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "segue.kernel.jobs"
    label = "jobs"

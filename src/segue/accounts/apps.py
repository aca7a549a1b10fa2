"""Django's entry for people."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "segue.accounts"
    label = "accounts"

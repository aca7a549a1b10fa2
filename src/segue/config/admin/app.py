"""Makes the operators' site the one that `admin.register` means; `config.urls` looks for what is registered."""

from django.contrib.admin.apps import SimpleAdminConfig


class OperatorAdminConfig(SimpleAdminConfig):
    default_site = "segue.config.admin.site.OperatorSite"

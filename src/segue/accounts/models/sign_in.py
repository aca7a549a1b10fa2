"""What signing in with a provider must remember."""

from django.db import models

from segue.kernel.db.entity import Entity


class ProviderHold(Entity):
    """A provider's account that signed up with a taken e-mail address: signing in with it again must look as it does
    after a free address, or that would tell the two apart. `uid`: as in allauth's SocialAccount."""

    provider = models.TextField()
    uid = models.TextField()
    email = models.EmailField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "uid"], name="provider_hold")]

    def __str__(self) -> str:
        return f"{self.provider} {self.uid}"

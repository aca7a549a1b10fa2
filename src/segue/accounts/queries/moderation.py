"""People as moderators and operators see them."""

from django.db.models import Q, QuerySet

from segue.accounts.models import User
from segue.accounts.types import Viewer


def people_for(actor: Viewer, search: str) -> QuerySet[User]:
    """Whose username holds the text; for operators, who see addresses, also whose e-mail address does."""
    found = Q(username__icontains=search)
    if actor.is_staff:
        found |= Q(email__icontains=search)
    return User.objects.filter(found) if search else User.objects.all()


def has_other_operator(person: User) -> bool:
    return User.objects.filter(is_staff=True, is_active=True).exclude(pk=person.pk).exists()

"""Which account somebody means who types a name or an address."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from segue.accounts.models import User
from segue.kernel.text import one_line

LONGEST_CHARACTERS = 320


def account_key(identifier: str) -> str:
    """The same text for all names and addresses of one account; for no account, the identifier in small letters.

    It costs two questions to the database in both cases, and tells the caller alone.
    """
    typed = one_line(identifier)[:LONGEST_CHARACTERS]
    by_name = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    by_address = EmailAddress.objects.filter(email__iexact=typed)
    known = [
        *by_name.values_list("pk", flat=True)[:1],
        *by_address.order_by("-verified", "pk").values_list("user_id", flat=True)[:1],
    ]
    return str(known[0]) if known else typed.casefold()

"""Who has deleted their account, by random id only, so that an old backup cannot bring them back."""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lms.accounts.models import User


def erased_accounts_file() -> Path:
    """Return where the ids of deleted accounts are kept: beside the database, not in it."""
    return Path(settings.VAR_DIR) / "erased-accounts"


def note_erased(public_id: UUID) -> None:
    """Add an id to the list. It is random and stands nowhere else once the account is gone."""
    descriptor = os.open(erased_accounts_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a") as file:
        file.write(f"{public_id}\n")


@transaction.atomic
def erase_again(public_ids: Iterable[str]) -> int:
    """Delete the accounts of these ids that a restore brought back; returns how many there were."""
    back = User.objects.filter(public_id__in=list(public_ids))
    erased = [user.delete() for user in back]
    return len(erased)

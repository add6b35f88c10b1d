"""What must be there before accounts can be trusted: the key that seals names and second factors."""

from django.conf import settings
from django.core.checks import Error, register

from lms.accounts.sealing import SealBroken, SealingKeyMissing, key_file, seal, unseal


@register()
def sealing_key_is_there(app_configs, **kwargs) -> list[Error]:
    """Without the key sealed names are lost; a site must not begin to seal with a second one."""
    if settings.DEMO:
        return []
    try:
        works = unseal(seal("round trip", "check"), "check") == "round trip"
    except (SealingKeyMissing, SealBroken, OSError) as problem:
        return [Error(str(problem), id="accounts.E001")]
    return [] if works else [Error(f"{key_file()} does not open what it seals.", id="accounts.E001")]

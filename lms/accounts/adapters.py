"""How allauth makes accounts and keeps second factors here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from lms.accounts.sealing import seal, unseal


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account adapter; numbers of six digits as codes come from the settings."""


class SealedMFAAdapter(DefaultMFAAdapter):
    """Keeps TOTP secrets and recovery seeds sealed; a broken seal is an error, never plain text."""

    _CONTEXT = "mfa.Authenticator.data"

    def encrypt(self, text: str) -> str:
        """Return the text sealed, as hex."""
        return seal(text, self._CONTEXT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text. Raises SealBroken."""
        return unseal(bytes.fromhex(encrypted_text), self._CONTEXT)

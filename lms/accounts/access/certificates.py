"""Who may: certificates, and those who check one."""

from lms.accounts.deciding import ACCOUNTS, ANYBODY, IMPERSONAL, Rule, forms, reads, writes

ROUTES: dict[str, Rule] = {
    "certificate_claim": forms(ACCOUNTS),
    # The view answers 404 to everybody but the holder.
    "certificate": reads(ACCOUNTS),
    "certificate_document": reads(ACCOUNTS),
    "certificate_credential": reads(ACCOUNTS),
    "certificate_square": reads(ACCOUNTS),
    "certificate_name": writes(ACCOUNTS),
    "certificate_renew": forms(ACCOUNTS),
    "verify_form": reads(ANYBODY),
    "verify": forms(ANYBODY),
    "verify_specimen": forms(ANYBODY),
    "verify_keys": reads(ANYBODY),
    "verify_offline": reads(ANYBODY),
    "verify_offline_save": reads(ANYBODY),
    "status_list": IMPERSONAL,
    "did_document": IMPERSONAL,
    "jwks": IMPERSONAL,
}

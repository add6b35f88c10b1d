"""Who may: certificates, and those who check one."""

from lms.accounts.deciding import ACCOUNTS, ANYBODY, IMPERSONAL, OPERATORS, Rule, forms, reads, writes

ROUTES: dict[str, Rule] = {
    "certificate_claim": forms(ACCOUNTS),
    # The view answers 404 to everybody but the holder.
    "certificate": reads(ACCOUNTS),
    "certificate_document": reads(ACCOUNTS),
    "certificate_credential": reads(ACCOUNTS),
    "certificate_name": writes(ACCOUNTS),
    "certificate_print": writes(ACCOUNTS),
    "record": forms(ACCOUNTS),
    "record_document": reads(ACCOUNTS),
    # The view answers 404 to everybody but whose link it is.
    "record_link_close": writes(ACCOUNTS),
    # An open link is the pass; the view answers one 404 to all others.
    "shared_record": reads(ANYBODY),
    "certificate_renew": forms(ACCOUNTS),
    "certificate_issuer": forms(OPERATORS),
    "verify_form": reads(ANYBODY),
    "verify": forms(ANYBODY),
    "verify_specimen": forms(ANYBODY),
    "did_document": IMPERSONAL,
    "jwks": IMPERSONAL,
}

"""Who may: certificates, and those who check one."""

from lms.accounts.deciding import (
    ACCOUNTS,
    ANYBODY,
    IMPERSONAL,
    OBSERVERS,
    OPERATORS,
    Rule,
    forms,
    reads,
    writes,
)

ROUTES: dict[str, Rule] = {
    "certificate_claim": forms(ACCOUNTS),
    # The view answers 404 to everybody but the holder.
    "certificate": reads(ACCOUNTS),
    "certificate_document": reads(ACCOUNTS),
    "certificate_credential": reads(ACCOUNTS),
    "certificate_square": reads(ACCOUNTS),
    "certificate_name": writes(ACCOUNTS),
    "certificate_print": writes(ACCOUNTS),
    "record": forms(ACCOUNTS),
    "record_document": reads(ACCOUNTS),
    # The view answers 404 to everybody but whose link it is.
    "record_link_close": writes(ACCOUNTS),
    # An open link is the pass; the view answers one 404 to all others.
    "shared_record": reads(ANYBODY),
    "certificate_renew": forms(ACCOUNTS),
    "competencies": reads(ACCOUNTS),
    "competency": reads(ACCOUNTS),
    "rung_claim": forms(ACCOUNTS),
    "observation_ask": writes(ACCOUNTS),
    # The views answer 404 to everybody but the learner who asked.
    "observed": reads(ACCOUNTS),
    "observation_close": writes(ACCOUNTS),
    # The view answers 404 to who does not observe where the learner works, and to the learner.
    "observe": forms(OBSERVERS),
    "award_rules": reads(OPERATORS),
    "award_rule": forms(OPERATORS),
    "certificate_issuer": forms(OPERATORS),
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

"""Who may: accounts, messages, one's own data."""

from lms.accounts.deciding import ACCOUNTS, ANYBODY, Rule, forms, reads, writes

ROUTES: dict[str, Rule] = {
    "notices": forms(ACCOUNTS),
    # The signed link in each message; mail programs post to it by themselves.
    "notices_off": forms(ANYBODY),
    "welcome": forms(ACCOUNTS),
    "profile": forms(ACCOUNTS),
    "own_name": forms(ACCOUNTS),
    # What somebody says there no other person reads.
    "about_me": forms(ACCOUNTS),
    "own_data": reads(ACCOUNTS),
    # A visitor's form only mails a code; joining needs the account that the code opens.
    "join": forms(ANYBODY),
    "leave_cohort": writes(ACCOUNTS),
    # Shows one's own row of each group's table, and nothing of anybody else.
    "who_sees_me": reads(ACCOUNTS),
    # The views know the events of one's own groups, and what one took part in.
    "learn_events": reads(ACCOUNTS),
    "event_sign_in": forms(ACCOUNTS),
    "event_file": reads(ACCOUNTS),
    "event_strike": writes(ACCOUNTS),
    "delete_account": forms(ACCOUNTS),
    "sign_out_everywhere": writes(ACCOUNTS),
    "demo_mail": reads(ANYBODY),
    "cms_login": reads(ANYBODY),
    "account_login": forms(ANYBODY),
    "account_logout": forms(ANYBODY),
    "account_signup": forms(ANYBODY),
    "account_inactive": reads(ANYBODY),
    "account_request_login_code": forms(ANYBODY),
    "account_confirm_login_code": forms(ANYBODY),
    "account_email_verification_sent": forms(ANYBODY),
    "account_reset_password": forms(ANYBODY),
    "account_confirm_password_reset_code": forms(ANYBODY),
    "account_complete_password_reset": forms(ANYBODY),
    "account_password_reset_completed": reads(ANYBODY),
    "account_reauthenticate": forms(ACCOUNTS),
    "account_email": forms(ACCOUNTS),
    "account_change_password": forms(ACCOUNTS),
    "account_set_password": forms(ACCOUNTS),
    # The second step of signing in comes before there is an account in the session.
    "mfa_authenticate": forms(ANYBODY),
    "mfa_reauthenticate": forms(ACCOUNTS),
    "mfa_index": reads(ACCOUNTS),
    "mfa_activate_totp": forms(ACCOUNTS),
    "mfa_deactivate_totp": forms(ACCOUNTS),
    "mfa_view_recovery_codes": reads(ACCOUNTS),
    "mfa_generate_recovery_codes": forms(ACCOUNTS),
    "mfa_download_recovery_codes": reads(ACCOUNTS),
    "mfa_list_webauthn": reads(ACCOUNTS),
    "mfa_add_webauthn": forms(ACCOUNTS),
    "mfa_edit_webauthn": forms(ACCOUNTS),
    "mfa_remove_webauthn": forms(ACCOUNTS),
    "mfa_reauthenticate_webauthn": forms(ACCOUNTS),
}

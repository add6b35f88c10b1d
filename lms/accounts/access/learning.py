"""Who may: the site itself, courses, cases, questions."""

from lms.accounts.deciding import (
    ACCOUNTS,
    ANYBODY,
    AUTHORS,
    CMS,
    IMPERSONAL,
    Rule,
    forms,
    reads,
    writes,
)

ROUTES: dict[str, Rule] = {
    "home": reads(ANYBODY),
    "about": reads(ANYBODY),
    # The view answers 404 outside demo and development.
    "gallery": reads(ANYBODY),
    # Both answer 404 outside the demo.
    "demo": forms(ANYBODY),
    "demo_become": writes(ANYBODY),
    "play": writes(ANYBODY),
    "wording": forms(ANYBODY),
    # Both look at no session; what is sent is checked and forgotten.
    "api_wording": Rule({"POST": ANYBODY}, is_personal=False),
    "api_openapi": IMPERSONAL,
    "learn": reads(ACCOUNTS),
    "healthz": IMPERSONAL,
    "readyz": IMPERSONAL,
    "picture": IMPERSONAL,
    # The view asks whether somebody works with pictures where this one lies.
    "cms_picture": reads(AUTHORS),
    "cms_pictures_one_by_one": reads(AUTHORS),
    # Wagtail asks inside who may add pictures; the view, who may change this one.
    "cms_picture_add": CMS,
    "cms_picture_blur": CMS,
    "recording": IMPERSONAL,
    "recording_captions": IMPERSONAL,
    # The view asks the handout's collection.
    "handout": reads(ANYBODY),
    "catalogue": reads(ANYBODY),
    "figures": reads(ANYBODY),
    "figure": reads(ANYBODY),
    "glossary": reads(ANYBODY),
    "course": reads(ANYBODY),
    "course_start": writes(ACCOUNTS),
    "course_pause": writes(ACCOUNTS),
    # The view opens the first lesson of a course to visitors, the others to accounts.
    "lesson": reads(ANYBODY),
    "lesson_save": reads(ANYBODY),
    "lesson_read": writes(ACCOUNTS),
    "answer": writes(ANYBODY),
    # As its lesson. What its frame asks for comes without a cookie: signed, or code that is no secret.
    "h5p_play": reads(ANYBODY),
    "h5p_core_file": IMPERSONAL,
    "h5p_library_file": IMPERSONAL,
    "h5p_content_file": IMPERSONAL,
    "h5p_state": Rule({"GET": ANYBODY, "POST": ANYBODY}, is_personal=False),
    # Blocks keep what they keep for an account. A frame has no cookies: the signed pass in its addresses
    # says who plays, and the view asks the lesson's door for that person. Files are the same for all.
    "block_frame": reads(ACCOUNTS),
    "block_handler": writes(ACCOUNTS),
    "block_in_frame": Rule({"POST": ANYBODY, "OPTIONS": ANYBODY}, is_personal=False),
    "block_file": Rule({"GET": ANYBODY, "OPTIONS": ANYBODY}, is_personal=False),
    # The case library and its pages; nothing in them depends on who reads but whose profession stands open.
    "cases": reads(ANYBODY),
    "study": reads(ANYBODY),
    "study_handout": reads(ANYBODY),
    "compare_studies": reads(ANYBODY),
    "studies_timeline": reads(ANYBODY),
    "cases_to_play": reads(ANYBODY),
    # Played and forgotten: the way travels in the form.
    "case": forms(ANYBODY),
    # The views ask for enrolment, or for the trainer's grant. What waits is read by its author and the
    # course's trainers; what was let through, by whoever takes the course; a question to the trainers
    # and its answer, by the two sides alone. No name stands beside any of it.
    "discussion": forms(ACCOUNTS),
    "ask_trainer": forms(ACCOUNTS),
    "contribution_withdraw": writes(ACCOUNTS),
    "contribution_report": writes(ACCOUNTS),
    "test": reads(ACCOUNTS),
    "test_begin": writes(ACCOUNTS),
    "test_save": writes(ACCOUNTS),
    "test_finish": writes(ACCOUNTS),
    "test_result": reads(ACCOUNTS),
    # Before and after a course: optional, and never part of a certificate.
    "check": reads(ACCOUNTS),
    "check_begin": writes(ACCOUNTS),
    "check_skip": writes(ACCOUNTS),
    "check_save": writes(ACCOUNTS),
    "check_finish": writes(ACCOUNTS),
    # Whoever holds the signed link answers without an account; it shows nobody's name.
    "refresher": forms(ANYBODY),
    "refreshers": reads(ACCOUNTS),
    "refreshers_begin": writes(ACCOUNTS),
    "refreshers_pause": writes(ACCOUNTS),
    # Sums of many people's answers from everywhere, without a name: for those who write the questions.
    # Who coordinates reads what people of their own places learned, under "learned".
    "gain": reads(AUTHORS),
    "test_items": reads(AUTHORS),
    "test_item": reads(AUTHORS),
    # The view asks who may change questions: a reviewer looks on.
    "test_regrade": forms(AUTHORS),
}

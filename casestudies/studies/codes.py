"""What cases are sorted by, as codes with their names. Codes stand in addresses and files: they stay."""

from django.utils.translation import gettext_lazy as _

COUNTRIES = ("KZ", "KG", "TJ", "UZ")
TOPICS = [
    ("repatriation", _("bringing people home")),
    ("law", _("law and courts")),
    ("care", _("care and rehabilitation")),
    ("family", _("family")),
    ("school", _("school")),
    ("faith", _("faith")),
    ("livelihood", _("work and income")),
    ("media", _("media")),
    ("community", _("neighbours and community")),
    ("coordination", _("working together")),
]
PRACTICES = [
    ("flights-home", _("flights home")),
    ("first-weeks-centre", _("a centre for the first weeks")),
    ("care-in-institutions", _("care in institutions")),
    ("care-in-families", _("care in families")),
    ("ngo-support", _("support by civil society")),
    ("schooling", _("schooling")),
    ("remote-training", _("training at a distance")),
    ("public-message", _("what the public is told")),
    ("clemency", _("clemency")),
    ("professional-exchange", _("exchange between professionals")),
]
SECTORS = [
    ("state", _("State")),
    ("civil_society", _("Civil society")),
    ("academia", _("Research and universities")),
    ("media", _("Media")),
    ("international", _("International organisations")),
]

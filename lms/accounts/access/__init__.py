"""The role table: for every route and method, who may."""

from lms.accounts.access import certificates, coordination, learning, people, workshop
from lms.accounts.deciding import CLOSED, CMS, CMS_OF_OPERATORS, Rule

TABLES = (learning.ROUTES, certificates.ROUTES, coordination.ROUTES, people.ROUTES, workshop.ROUTES)
ROUTES: dict[str, Rule] = {name: rule for table in TABLES for name, rule in table.items()}

# Routes of others, by the beginning of their name; the longest beginning decides.
FAMILIES: dict[str, Rule] = {
    "wagtailadmin_choose_page": CMS,
    "wagtailadmin_tag_": CMS,
    "wagtailadmin_api:": CMS,
    "wagtailadmin_pages:": CMS,
    "wagtailadmin_editing_sessions:": CMS,
    "wagtailadmin_reports:": CMS,
    "wagtailadmin_collections:": CMS_OF_OPERATORS,
    "wagtailadmin_workflows:": CMS_OF_OPERATORS,
    "wagtailsnippets": CMS,
    "wagtailsnippetchoosers": CMS,
    "wagtaildocs:": CMS,
    "wagtaildocs_chooser:": CMS,
    "wagtailimages:": CMS,
    "wagtailimages_chooser:": CMS,
    "wagtail_localize:": CMS,
    "wagtailsettings:": CMS_OF_OPERATORS,
    "wagtaillocales:": CMS_OF_OPERATORS,
    # People and their roles are never managed in the CMS.
    "wagtailusers_users:": CLOSED,
    # Nothing from other sites stands in a lesson.
    "wagtailembeds:": CLOSED,
    "wagtailusers_groups:": CLOSED,
}


class UnlistedRoute(LookupError):
    """A route that the role table does not name; nobody may use it."""


def rule_for(view_name: str) -> Rule:
    """Return the rule of a route by its name with namespaces. Raises UnlistedRoute."""
    if view_name in ROUTES:
        return ROUTES[view_name]
    beginnings = [start for start in FAMILIES if view_name.startswith(start)]
    if not beginnings:
        raise UnlistedRoute(f"{view_name} is not in the role table: add it under lms/accounts/access/.")
    return FAMILIES[max(beginnings, key=len)]

"""What each role may do inside the CMS, in Wagtail's and Django's own permissions."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from lms.accounts.rules import COORDINATOR, COURSE, OBSERVER, OPERATOR, REVIEWER, TRAINER, RoleScope

SIGN = "courses.sign_as_second_person"
ACCESS_CMS = "wagtailadmin.access_admin"
TRANSLATE = "wagtail_localize.submit_translation"

# Trainers write, the second person's signature publishes; whoever signs does not need to publish by hand.
PAGE_ACTIONS = {
    TRAINER: ("add", "change"),
    REVIEWER: (),
    OPERATOR: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
SNIPPET_ACTIONS = {
    TRAINER: ("add", "change", "view"),
    REVIEWER: ("view",),
    OPERATOR: ("add", "change", "delete", "view", "publish", "lock", "unlock"),
}
UPLOAD_ACTIONS = {
    TRAINER: ("add", "change", "choose"),
    REVIEWER: ("choose",),
    OPERATOR: ("add", "change", "choose", "delete"),
}
SINGLE = {
    TRAINER: (ACCESS_CMS, TRANSLATE),
    REVIEWER: (ACCESS_CMS, SIGN),
    OPERATOR: (ACCESS_CMS, SIGN, TRANSLATE),
}
# The operator arranges how texts are signed and which languages there are. Accounts, groups and
# everything that could carry a script stay out of the CMS altogether.
OPERATORS_MODELS = (
    "wagtailcore.workflow",
    "wagtailcore.task",
    "wagtailcore.locale",
    "wagtailcore.collection",
    "courses.secondpersontask",
    # Libraries are code: whoever may add one may let it run in every lesson that asks for it.
    "courses.h5plibrary",
)

# Asked below the roof with an object: which role may, where it holds.
SCOPED = {
    "courses.change_coursepage": TRAINER,
    "courses.change_lessonpage": TRAINER,
    SIGN: REVIEWER,
    "coordination.view_totals": COORDINATOR,
    "courses.view_cohort": COORDINATOR,
    "certificates.revoke_award": COORDINATOR,
    "certificates.observe_practice": OBSERVER,
}

# Wagtail asks for permissions on its own two models, whichever models a site has put in their place.
_UPLOADS = ("wagtailimages.image", "wagtaildocs.document")
_NAMES = {TRAINER: "Trainers", REVIEWER: "Reviewers", OPERATOR: "Operators"}


def group_name(role: str, scope: RoleScope) -> str:
    """Return the name of the group that carries a role's CMS permissions; "" for roles without any."""
    if role not in _NAMES:
        return ""
    return f"{_NAMES[role]} of {scope.value}" if scope.scope == COURSE else _NAMES[role]


def is_role_group(name: str) -> bool:
    """Return whether a group carries a role, and so is filled from the grants only."""
    return name in _NAMES.values() or name.startswith(f"{_NAMES[TRAINER]} of ")


def group_for(role: str, scope: RoleScope) -> Group | None:
    """Return the group of a role and its place, with exactly the permissions it should have."""
    name = group_name(role, scope)
    if not name:
        return None
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.set(_model_permissions(role))
    _set_page_permissions(group, role, scope)
    _set_upload_permissions(group, role)
    return group


def refresh_groups() -> None:
    """Bring every role's group up to date, as after a release with new kinds of content."""
    for group in Group.objects.filter(name__in=_NAMES.values()):
        group_for(_role_named(group.name), RoleScope())
    for group in Group.objects.filter(name__startswith=f"{_NAMES[TRAINER]} of "):
        group_for(TRAINER, RoleScope(COURSE, group.name.rsplit(" ", 1)[1]))


def refresh_course_group(course_key: UUID) -> None:
    """Let a course's own trainers reach a translation that has just been made."""
    scope = RoleScope(COURSE, str(course_key))
    if Group.objects.filter(name=group_name(TRAINER, scope)).exists():
        group_for(TRAINER, scope)


def _role_named(name: str) -> str:
    return next(role for role, found in _NAMES.items() if found == name)


def _model_permissions(role: str) -> list[int]:
    """Return the ids of the permissions of a role, asked for by their names, which many models share."""
    single = {tuple(permission.split(".")) for permission in SINGLE[role]}
    wanted = set()
    for model in get_snippet_models():
        wanted |= _of_model(model._meta.label_lower, SNIPPET_ACTIONS[role])
    for label in OPERATORS_MODELS if role == OPERATOR else ():
        wanted |= _of_model(label, ("add", "change", "delete", "view"))
    names = {name for *_model, name in (*single, *wanted)}
    found = Permission.objects.filter(codename__in=names).values_list(
        "pk", "content_type__app_label", "content_type__model", "codename"
    )
    return [pk for pk, app, model, name in found if (app, name) in single or (app, model, name) in wanted]


def _of_model(label: str, actions: Iterable[str]) -> set[tuple[str, str, str]]:
    """Return app, model and name of the permissions for some actions on one model."""
    app, model = label.split(".")
    return {(app, model, f"{action}_{model}") for action in actions}


def _set_page_permissions(group: Group, role: str, scope: RoleScope) -> None:
    pages = _pages_in(scope)
    codenames = [f"{action}_page" for action in PAGE_ACTIONS[role]]
    permissions = list(
        Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    )
    wanted = {(page.pk, permission.pk) for page in pages for permission in permissions}
    held = {
        (row.page_id, row.permission_id): row.pk for row in GroupPagePermission.objects.filter(group=group)
    }
    GroupPagePermission.objects.filter(pk__in=[held[key] for key in held.keys() - wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=permission)
        for page, permission in sorted(wanted - held.keys())
    )


def _pages_in(scope: RoleScope) -> list[Page]:
    """Return the tops of the subtrees a scope reaches: the root, or a course in each of its languages."""
    if scope.scope != COURSE:
        return list(Page.objects.filter(depth=1))
    return list(apps.get_model("courses", "CoursePage").objects.filter(translation_key=scope.value))


def _set_upload_permissions(group: Group, role: str) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    for label in _UPLOADS:
        names = [name for _app, _model, name in _of_model(label, UPLOAD_ACTIONS[role])]
        app, model = label.split(".")
        for permission in Permission.objects.filter(
            content_type__app_label=app, content_type__model=model, codename__in=names
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )

"""Sends the page editor's form as a browser would: everything it shows, unchanged, and the button pressed."""

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html


def editor_form(client: Client, page, address: str = "") -> dict:
    """Return what the editor's form holds when it is opened, with the blocks that a script fills in."""
    response = client.get(address or reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200, response.status_code
    shown = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    form = {name: shown.get(name) for name in shown}
    shown_page = response.context["form"].instance
    form.update(_stream_data(shown_page.body) if hasattr(shown_page, "body") else {})
    return form


def _stream_data(body) -> dict:
    data = {"body-count": len(body)}
    for number, raw in enumerate(body.get_prep_value()):
        prefix = f"body-{number}"
        data |= {f"{prefix}-deleted": "", f"{prefix}-order": number, f"{prefix}-type": raw["type"]}
        data[f"{prefix}-id"] = raw["id"]
        if raw["type"] == "activity":
            data[f"{prefix}-value-activity"] = raw["value"]["activity"]
        else:
            data[f"{prefix}-value"] = _as_editor_state(raw["value"])
    return data


def _as_editor_state(html: str) -> str:
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return ContentstateConverter(
        ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote"]
    ).from_database_format(html)


def post_editor(client: Client, page, button: str):
    """Open the editor, press a button, return the answer."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, {**editor_form(client, page), button: "1"})

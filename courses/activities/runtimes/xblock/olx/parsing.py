"""Turns the bytes of a file into elements: no entities, no document types, no network, nothing endless."""

from typing import Any

from lxml import etree

from courses.activities.runtimes.xblock.olx.refusing import OlxRefused, Refusal

LARGEST_FILE = 512 * 1024
_CAREFUL: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse(data: bytes) -> Any:
    """Return the root element. Raises OlxRefused."""
    if len(data) > LARGEST_FILE:
        raise OlxRefused([Refusal("large", values={"most": LARGEST_FILE // 1024})])
    parser = etree.XMLParser(**_CAREFUL)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise OlxRefused([Refusal("not xml", line=error.lineno or 0)]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise OlxRefused([Refusal("doctype")])
    return root

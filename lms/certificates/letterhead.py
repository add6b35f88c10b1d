"""How the issuer stands on a paper: name, logo, signature, stamp and register, as the template takes them."""

from django.utils.translation import gettext as _

from lms.certificates.models import Award, IssuerBlock
from lms.certificates.queries import this_issuer
from lms.certificates.rules import plain_text
from lms.certificates.rules.paper import register_number


def letterhead(award: Award) -> dict:
    """Return what the issuer lets stand on an award's paper; the site's name alone on older awards."""
    block = award.issuer_block
    name, name_language = block.name_in(award.language) if block else (this_issuer().name, award.language)
    return {
        "has_block": block is not None,
        "issuer": name,
        "issuer_language": name_language,
        "logo": logo_key(block) if block and block.logo_bytes else None,
        "logo_alt": _("Logo: %(name)s") % {"name": name},
        "register": _register(award),
        "signature": _signature(block, award.language) if block else None,
        "stamp": _("place for the stamp") if block and block.leaves_space_for_stamp else None,
    }


def logo_key(block: IssuerBlock) -> str:
    """Return under which name a block's logo is handed to the template."""
    return str(block.pk)


def logos(awards: list[Award]) -> dict[str, list[int]]:
    """Return every logo that some papers need, once, as numbers of bytes."""
    blocks = {logo_key(award.issuer_block): award.issuer_block for award in awards if award.issuer_block}
    return {key: list(block.logo_bytes) for key, block in blocks.items() if block.logo_bytes}


def _signature(block: IssuerBlock, language: str) -> dict | None:
    (name, name_language), (post, post_language) = block.signatory_in(language), block.post_in(language)
    if not name and not post:
        return None
    return {
        "name": plain_text(name),
        "name_language": name_language,
        "post": plain_text(post),
        "post_language": post_language,
    }


def _register(award: Award) -> str | None:
    """Return the entry in the register; a specimen, which stands in none, shows what one looks like."""
    number = award.register_number
    block = award.issuer_block
    if award.is_specimen and block and block.has_register_number:
        number = register_number(block.register_prefix, year=award.awarded_at.year, number=0)
    return _("Register no. %(number)s") % {"number": number} if number else None

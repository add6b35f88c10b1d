"""The list that tells machines which certificates no longer stand: one bit for each, at a drawn place."""

import base64
import gzip
import secrets
from collections.abc import Iterable

# The standard asks for 131,072 at least, so that nobody is found by the list alone. Eight times as many keep
# places drawn by chance apart for some 500,000 certificates a year; nearly all bits are 0, and pack well.
PLACES = 1_048_576


def new_place() -> int:
    """Draw a place in a list: by chance, so that it tells neither order nor number of what was issued."""
    return secrets.randbelow(PLACES)


def packed(withdrawn: Iterable[int]) -> str:
    """Write a list as Bitstring Status List v1.0 does: the first place is the highest bit of the first byte.

    Packed by gzip, in base64 for addresses, after the letter that names that base. The same places give the
    same text. Raises ValueError for a place outside of the list.
    """
    bits = bytearray(PLACES // 8)
    for place in withdrawn:
        if not 0 <= place < PLACES:
            raise ValueError(f"A list has {PLACES} places, and none is {place}.")
        bits[place // 8] |= 0b1000_0000 >> place % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode("ascii")

"""What a stored recording is, and why an upload may be none."""

from dataclasses import dataclass

MAX_BYTES = 10 * 2**20
# Speech is clear at half of it; more only costs the listener.
MAX_KILOBITS = 64
LONGEST_SECONDS = 3 * 60 * 60


class SoundRefused(ValueError):
    """The upload is no recording that may be stored. ``reason`` is one of the REASONS.

    ``kilobits`` tells what it takes per second, where that is the reason.
    """

    REASONS = ("not_a_recording", "not_sound_alone", "damaged", "too_large", "too_dense", "too_short")

    def __init__(self, reason: str, kilobits: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kilobits = kilobits


@dataclass(frozen=True)
class Sound:
    """A recording made anew: its bytes, file extension with its dot, and length in seconds."""

    data: bytes
    extension: str
    seconds: float

    @property
    def kilobits(self) -> float:
        """How many kilobits a second of it takes, everything included."""
        return len(self.data) * 8 / 1000 / self.seconds if self.seconds else float("inf")

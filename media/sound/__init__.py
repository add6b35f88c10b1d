"""Rebuilds recordings from their sound, so that nothing else an upload carried is stored; measures them."""

from media.sound import mp3, mp4, ogg
from media.sound.kinds import MAX_BYTES, MAX_KILOBITS, Sound, SoundRefused

__all__ = ["MAX_BYTES", "MAX_KILOBITS", "Sound", "SoundRefused", "rebuilt_sound"]

_READERS = ((mp3.begins, mp3.rebuilt), (ogg.begins, ogg.rebuilt), (mp4.begins, mp4.rebuilt))
# Containers take a little on top of what the sound was made with.
_TOLERANCE = 1.12


def rebuilt_sound(upload: bytes) -> Sound:
    """Return the sound in ``upload`` without titles, names, pictures, times and whatever else came with it.

    What it is is told by its bytes, never by its name: MP3, Ogg (Opus or Vorbis) or M4A (AAC), sound
    alone. Its length is counted in the sound itself. Raises SoundRefused.
    """
    if len(upload) > MAX_BYTES:
        raise SoundRefused("too_large")
    for begins, rebuilt in _READERS:
        if begins(upload):
            sound = rebuilt(upload)
            break
    else:
        raise SoundRefused("not_a_recording")
    if sound.seconds < 1:
        raise SoundRefused("too_short")
    if sound.kilobits > MAX_KILOBITS * _TOLERANCE:
        raise SoundRefused("too_dense", kilobits=round(sound.kilobits))
    return sound

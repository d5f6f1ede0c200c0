"""Named examples, each with what it teaches."""

from engine.gallery.gallery import entries, entry, opening
from engine.gallery.gallery_entry import Entry

__all__ = ["Entry", "entries", "entry", "opening"]

"""Gallery: named examples with an explanation of each."""

from engine.gallery.gallery import entries, entry, opening
from engine.gallery.gallery_entry import Entry
from engine.gallery.question import Question

__all__ = ["Entry", "Question", "entries", "entry", "opening"]

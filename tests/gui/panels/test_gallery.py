"""The gallery: every entry by name, with what it teaches and a picture; Enter opens."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from engine.gallery import entries, entry
from engine.studies.study import study
from gui.panels.gallery import GalleryDialog, thumbnail
from gui.theme import DARK, LIGHT, Theme
from tests.gui.screen import has_ink, pixels_of

Role = Qt.ItemDataRole


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def dialog(page: QWidget, qtbot: QtBot) -> GalleryDialog:
    dialog = GalleryDialog(entries(), LIGHT, page)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def items(dialog: GalleryDialog) -> QListWidget:
    return dialog.findChild(QListWidget)


def test_every_entry_is_listed_with_name_text_and_picture(
    dialog: GalleryDialog, qtbot: QtBot
) -> None:
    rows = items(dialog)
    pictures = [p for p in dialog.findChildren(QLabel) if p.size() == QSize(168, 64)]
    assert len(pictures) == len(entries())
    qtbot.waitUntil(lambda: all(p.pixmap().width() for p in pictures), timeout=20_000)
    for picture in pictures:
        image = picture.pixmap().toImage().convertToFormat(QImage.Format.Format_ARGB32)
        points = product(range(0, 168, 4), range(0, 64, 4))
        assert sum(image.pixelColor(x, y).alpha() > 0 for x, y in points) > 100
    listed = [rows.item(i) for i in range(rows.count())]
    found = {item.data(Role.UserRole): item for item in listed if item.data(Role.UserRole)}
    assert list(found) == [entry.id for entry in entries()]
    for one in entries():
        texts = [label.text() for label in rows.itemWidget(found[one.id]).findChildren(QLabel)]
        assert one.name in texts
        assert one.teaser in texts
        assert found[one.id].data(Role.AccessibleTextRole) == f"{one.name}. {one.teaser}"


def test_enter_picks_the_current_entry_and_closes(dialog: GalleryDialog, qtbot: QtBot) -> None:
    rows = items(dialog)
    assert rows.hasFocus()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.picked) as picked:
        QTest.keyClick(rows, Qt.Key.Key_Return)
    assert picked.args == [entries()[1].id]
    assert not dialog.isVisible()


def test_a_double_click_picks_and_a_heading_cannot_be_picked(
    dialog: GalleryDialog, qtbot: QtBot
) -> None:
    rows = items(dialog)
    with qtbot.assertNotEmitted(dialog.picked):
        rows.itemActivated.emit(rows.item(0))
    place = rows.visualItemRect(rows.item(2)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(dialog.picked) as picked:
        QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == [entries()[1].id]


def test_escape_closes_and_picks_nothing(dialog: GalleryDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.picked):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["opening", "shift", "lecture-5", "nilpotent"])
def test_a_thumbnail_shows_bound_and_norm(qapp: object, name: str, theme: Theme) -> None:
    picture = thumbnail(study(entry(name).load()), theme, 2.0)
    assert picture.size() == QSize(336, 128)
    pixels = pixels_of(picture.toImage())
    assert has_ink(pixels, theme.bound, 90) > 20
    assert has_ink(pixels, theme.accent, 90) > 20


def test_headings_are_high_enough_for_their_text(dialog: GalleryDialog) -> None:
    rows = [items(dialog).item(i) for i in range(items(dialog).count())]
    headings = [row for row in rows if row.data(Role.UserRole) is None]
    assert headings
    for row in headings:
        heading = items(dialog).itemWidget(row)
        assert items(dialog).visualItemRect(row).height() >= heading.sizeHint().height()

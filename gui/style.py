"""Style sheet of the window: cards, buttons and fields in a theme's colours."""

from __future__ import annotations

from string import Template

from gui.paths import ICONS
from gui.theme import Theme

_SHEET = Template(
    """
    QMainWindow, QDialog { background: $window; }
    QToolTip { background: $card; color: $text; border: 1px solid $border; padding: 4px 6px; }
    QMenuBar { background: $card; border-bottom: 1px solid $border; padding: 1px 4px; }
    QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
    QMenuBar::item:selected { background: $accent_soft; }
    QMenu { background: $card; border: 1px solid $border; padding: 5px; }
    QMenu::item { padding: 5px 26px 5px 22px; border-radius: 5px; }
    QMenu::item:selected { background: $accent_soft; color: $text; }
    QMenu::item:disabled { color: $muted; }
    QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
    #toolbar { background: $card; border-bottom: 1px solid $border; }
    #card { background: $card; border: 1px solid $border; border-radius: 8px; }
    #plain { background: transparent; border: none; }
    QScrollArea, QScrollArea > QWidget > #plain { background: transparent; border: none; }
    #title { color: $muted; }
    #muted { color: $muted; }
    #strong { font-weight: 600; }
    #meaning { background: $accent_soft; border-radius: 8px; }
    #meaningTitle { color: $accent; font-weight: 600; }
    #rule { background: $border; }
    #notice { background: $warm_soft; border: 1px solid $warm; border-radius: 8px; }
    #news { background: $accent_soft; border: 1px solid $accent; border-radius: 8px; }
    QPushButton, QToolButton {
        background: $field; border: 1px solid $border; border-radius: 6px; padding: 4px 9px;
    }
    QPushButton:hover, QToolButton:hover { border-color: $accent; }
    QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
    QPushButton:focus, QToolButton:focus { border-color: $accent; }
    QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $grid; }
    QToolButton::menu-indicator { image: none; }
    QToolButton:checked { background: $accent_soft; border-color: $accent; }
    QToolButton#primary { background: $accent; border-color: $accent; }
    QPushButton#primary:enabled {
        background: $accent; color: $on_accent; border-color: $accent;
    }
    QPushButton#primary:focus { border: 2px solid $text; }
    QCheckBox::indicator {
        width: 13px; height: 13px; background: $field; border: 1px solid $muted;
        border-radius: 3px;
    }
    QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
    QCheckBox::indicator:checked {
        background: $accent; border-color: $accent; image: url($icons/check-$name.svg);
    }
    QToolButton#flat { background: transparent; border: none; padding: 4px; }
    QToolButton#flat:focus, QToolButton#flat:hover { background: $accent_soft; }
    QToolButton#tab {
        background: transparent; border: 1px solid transparent; padding: 0;
    }
    QToolButton#tab:checked { background: $accent_soft; }
    QToolButton#tab:focus, QToolButton#tab:hover { border-color: $accent; }
    QComboBox, QSpinBox, QDoubleSpinBox {
        background: $field; border: 1px solid $border; border-radius: 6px; padding: 3px 7px;
        selection-background-color: $accent; selection-color: $on_accent;
    }
    QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover,
    QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: $accent; }
    QComboBox::drop-down { border: none; width: 18px; }
    QComboBox::down-arrow { image: url($icons/chevron-$name.svg); width: 10px; height: 10px; }
    QSpinBox::up-button, QSpinBox::down-button,
    QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }
    QComboBox QAbstractItemView {
        background: $card; border: 1px solid $border; outline: none;
        selection-background-color: $accent_soft; selection-color: $text;
    }
    QTabWidget::pane { border: none; }
    QTabWidget::tab-bar { left: 7px; }
    QTabBar::tab {
        background: transparent; color: $muted; padding: 5px 3px; border-radius: 6px;
        font-size: 11px;
    }
    QTabBar::tab:selected { background: $accent_soft; color: $accent; }
    QTabBar::tab:hover { color: $text; }
    QGraphicsView { background: transparent; border: none; }
    QTableView, QHeaderView, QAbstractScrollArea::corner { background: $card; border: none; }
    QListView { background: $card; border: 1px solid $border; border-radius: 8px; }
    QListView::item:selected { background: $accent_soft; color: $text; border-radius: 6px; }
    QProgressBar {
        background: $grid; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    }
    QProgressBar::chunk { background: $accent; border-radius: 3px; }
    QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
    QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
    QScrollBar::handle { background: $border; border-radius: 4px; min-height: 24px;
        min-width: 24px; margin: 1px; }
    QScrollBar::handle:hover { background: $muted; }
    QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
    QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
    QSplitter::handle { background: transparent; }
    QSplitter::handle:hover { background: $border; }
    """
)


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    return _SHEET.substitute(vars(theme), icons=ICONS.as_posix())

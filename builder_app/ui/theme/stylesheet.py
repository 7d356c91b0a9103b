"""The style sheet of the whole program, made from the tokens."""

from builder_app.ui.theme.tokens import Tokens


def style_sheet(t: Tokens) -> str:
    """Return the program's style sheet. Widgets opt in to a look by ``setProperty("look", …)``."""
    return f"""
* {{ font-size: 12px; }}
QMainWindow, QDialog {{ background: {t.window}; }}
QWidget[look="panel"] {{ background: {t.panel}; }}
QWidget[look="floating"] {{
    background: {t.panel}; border: 1px solid {t.line}; border-radius: 8px;
}}
QWidget[look="rule"] {{ background: {t.line}; }}
QFrame[look="popup"] {{
    background: {t.panel}; border: 1px solid {t.field_line}; border-radius: 10px;
}}
QLabel {{ color: {t.text}; background: transparent; }}
QLabel[look="title"] {{ font-size: 14px; font-weight: 600; }}
QLabel[look="hero"] {{ font-size: 22px; font-weight: 600; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="dim"] {{ color: {t.dim}; font-size: 11px; }}
QLabel[look="section"] {{ color: {t.faint}; font-size: 11px; font-weight: 600; }}
QLabel[look="error"] {{ color: {t.error}; font-size: 11px; }}
QLabel[look="warning"] {{ color: {t.warning}; font-size: 11px; }}
QLabel[look="ok"] {{ color: {t.ok}; }}
QFrame[look="line"] {{ background: {t.line}; border: none; }}
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QAbstractSpinBox {{
    background: {t.field}; color: {t.text}; border: 1px solid {t.field_line}; border-radius: 7px;
    padding: 0 9px; min-height: 28px; selection-background-color: {t.accent};
    selection-color: {t.accent_text};
}}
QPlainTextEdit, QTextEdit {{ padding: 6px 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 2px solid {t.accent}; padding-left: 8px; padding-right: 8px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 5px 7px; }}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {{
    border-color: {t.error};
}}
QLineEdit[invalid="true"]:focus, QPlainTextEdit[invalid="true"]:focus,
QComboBox[invalid="true"]:focus {{ border-color: {t.error}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {t.faint}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{
    image: url(res:icons/ui/arrow-down-{"dark" if t.dark else "light"}.svg);
    width: 12px; height: 12px;
}}
QComboBox QAbstractItemView {{
    background: {t.panel}; color: {t.text}; border: 1px solid {t.line};
    selection-background-color: {t.hover}; selection-color: {t.text}; outline: none;
}}
QPushButton, QToolButton {{
    background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; border-radius: 7px;
    padding: 0 12px; min-height: 26px; outline: none;
}}
QLineEdit {{
    lineedit-clear-button-icon: url(res:icons/ui/close-{"dark" if t.dark else "light"}.svg);
}}
QLineEdit QToolButton {{ background: transparent; border: none; padding: 0; min-height: 0; }}
QFileDialog QToolButton {{ padding: 0; min-width: 26px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 0 11px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.faint}; background: {t.window}; }}
QToolButton[look="flat"] {{
    background: transparent; border: none; border-radius: 6px; color: {t.dim};
    padding: 0 6px; min-height: 24px; min-width: 16px; font-weight: 500;
}}
QToolButton[look="flat"]:hover {{ background: {t.hover}; color: {t.text}; }}
QToolButton[look="flat"]:focus {{ border: 2px solid {t.accent}; padding: 0 4px; }}
QPushButton[look="primary"] {{
    background: {t.accent}; color: {t.accent_text}; border: 1px solid {t.accent}; font-weight: 600;
}}
QPushButton[look="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[look="primary"]:disabled {{
    background: {t.bar}; color: {t.faint}; border-color: {t.line};
}}
QPushButton[look="search"] {{
    background: {t.field}; color: {t.faint}; text-align: left; font-weight: 400;
}}
QPushButton[look="search"]:hover {{ border-color: {t.field_line}; }}
QPushButton[look="link"] {{
    background: transparent; border: none; color: {t.accent}; padding: 0 4px; text-align: left;
}}
QPushButton[look="link"]:focus {{
    border: 2px solid {t.accent}; border-radius: 5px; padding: 0 2px;
}}
QPushButton[look="tool"] {{
    background: transparent; border: none; border-radius: 5px; color: {t.dim}; padding: 0;
    min-height: 30px; max-height: 30px; font-size: 15px;
}}
QPushButton[mover="true"] {{ min-height: 15px; max-height: 15px; font-size: 11px; }}
QPushButton[look="tool"]:hover {{ background: {t.hover}; color: {t.text}; }}
QPushButton[look="tool"]:focus {{ border: 2px solid {t.accent}; border-radius: 5px; }}
QPushButton[look="tool"]:disabled {{ background: transparent; color: {t.line}; }}
QPushButton[look="tile"] {{
    background: {t.panel}; border: 1px solid {t.line}; border-radius: 10px; padding: 14px;
    min-height: 46px;
    text-align: left;
}}
QPushButton[look="tile"]:hover {{ border-color: {t.accent}; background: {t.hover}; }}
QPushButton[look="tile"]:focus {{ border: 2px solid {t.accent}; padding: 13px; }}
QPushButton[look="tile"][chosen="true"] {{ border: 2px solid {t.accent}; padding: 13px; }}
QPushButton[look="chip"] {{ border-radius: 14px; padding: 0 12px; }}
QPushButton[look="chip"]:focus {{ padding: 0 11px; }}
QPushButton[place="sandbox"] {{ border: 1px dashed {t.dim}; color: {t.dim}; }}
QPushButton[place="account"], QPushButton[place="environment"] {{
    border: 1px solid {t.accent}; font-weight: 600;
}}
QPushButton[look="chip"]:focus {{ border: 2px solid {t.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QCheckBox, QRadioButton {{ color: {t.text}; spacing: 8px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
QCheckBox::indicator {{
    width: 16px; height: 16px; border: 1px solid {t.field_line}; border-radius: 4px;
    background: {t.field};
}}
QCheckBox::indicator:checked {{
    background: {t.accent}; border-color: {t.accent};
    image: url(res:icons/ui/check-{"dark" if t.dark else "light"}.svg);
}}
QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {t.field_line}; border-radius: 8px;
    background: {t.field};
}}
QRadioButton::indicator:checked {{
    background: {t.field}; border: 5px solid {t.accent}; width: 6px; height: 6px;
}}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; }}
QMenuBar {{ background: {t.panel}; color: {t.text}; border-bottom: 1px solid {t.line}; }}
QMenuBar::item {{ background: transparent; padding: 5px 10px; }}
QMenuBar::item:selected {{ background: {t.hover}; }}
QMenu {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; padding: 5px; }}
QMenu::item {{ padding: 6px 26px 6px 14px; border-radius: 5px; }}
QMenu::item:selected {{ background: {t.hover}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 8px; }}
QToolTip {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; padding: 5px; }}
QTreeView, QListView, QTableView {{
    background: {t.panel}; color: {t.text}; border: none; outline: none;
    selection-background-color: {t.hover}; selection-color: {t.text};
}}
QListView[look="boxed"], QTableView[look="boxed"] {{
    border: 1px solid {t.field_line}; border-radius: 7px;
}}
QTableView[look="boxed"] QHeaderView::section {{ padding: 7px 13px; }}
QTableView[look="boxed"]::item {{ padding: 0 10px; }}
QListView[look="boxed"]::item {{ padding: 4px 8px; }}
QListView:focus, QTreeView:focus, QTableView:focus {{ border: 1px solid {t.accent}; }}
QTreeView::item {{ padding: 4px 2px; }}
QHeaderView::section {{
    background: {t.panel}; color: {t.faint}; border: none; border-bottom: 1px solid {t.line};
    padding: 5px 8px;
}}
QTabBar {{ background: {t.panel}; qproperty-drawBase: 0; }}
QTabBar::close-button {{
    image: url(res:icons/ui/close-{"dark" if t.dark else "light"}.svg);
    width: 14px; height: 14px; subcontrol-position: right; border-radius: 4px; margin: 2px;
}}
QTabBar::close-button:hover {{ background: {t.hover}; }}
QTabBar::tab {{
    background: {t.panel}; color: {t.dim}; padding: 7px 14px; border: none;
    border-bottom: 2px solid transparent; max-width: 240px;
}}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 2px solid {t.accent}; }}
QTabBar::tab:focus {{ color: {t.text}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QScrollArea {{ border: none; background: {t.panel}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{
    background: {t.card_line}; border-radius: 3px; margin: 2px;
    min-height: 28px; min-width: 28px;
}}
QScrollBar::handle:hover {{ background: {t.field_line}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QStatusBar {{ background: {t.panel}; color: {t.dim}; border-top: 1px solid {t.line}; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{ background: {t.bar}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 2px; }}
"""

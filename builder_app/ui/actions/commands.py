"""Every command of the window with its keys: menus, buttons and tests are made from this table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can tell the window to do.

    ``keys`` in Qt's portable notation, the first is shown. ``menu`` is where it stands; a command
    with ``separate`` has a line above it there. ``needs_document`` ones are disabled without one.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    needs_document: bool = True
    separate: bool = False


FILE = "&File"
EDIT = "&Edit"
VIEW = "&View"
WORKFLOW = "&Workflow"
HELP = "&Help"
MENUS = (FILE, EDIT, VIEW, WORKFLOW, HELP)

COMMANDS: tuple[Command, ...] = (
    Command("file.new", "&New Workflow", FILE, ("Ctrl+N",), needs_document=False),
    Command("file.open", "&Open…", FILE, ("Ctrl+O",), needs_document=False),
    Command("file.recent", "Open &Recent", FILE, needs_document=False),
    Command("file.save", "&Save", FILE, ("Ctrl+S",), separate=True),
    Command("file.save_as", "Save &As…", FILE, ("Ctrl+Shift+S",)),
    Command("file.duplicate", "&Duplicate", FILE),
    Command("file.save_without_samples", "Save a Copy without Sample &Rows…", FILE),
    Command("file.import", "&Import Definition…", FILE, needs_document=False, separate=True),
    Command("file.export", "&Export Definition…", FILE),
    Command("file.close", "&Close Tab", FILE, ("Ctrl+W",), separate=True),
    Command("file.quit", "&Quit", FILE, ("Ctrl+Q",), needs_document=False),
    Command("edit.undo", "&Undo", EDIT, ("Ctrl+Z",)),
    Command("edit.redo", "&Redo", EDIT, ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command("edit.cut", "Cu&t", EDIT, ("Ctrl+X",), separate=True),
    Command("edit.copy", "&Copy", EDIT, ("Ctrl+C",)),
    Command("edit.paste", "&Paste", EDIT, ("Ctrl+V",)),
    Command("edit.paste_linked", "Paste with &Links", EDIT, ("Ctrl+Shift+V",)),
    Command("edit.duplicate", "D&uplicate Selection", EDIT, ("Ctrl+D",)),
    Command("edit.toggle", "Disa&ble or Enable", EDIT, ("D",)),
    Command("edit.add", "Add &Block…", EDIT, ("Tab", "/"), separate=True),
    Command("edit.select_all", "Select &All", EDIT, ("Ctrl+A",), separate=True),
    Command("edit.select_none", "Select &None", EDIT, ("Ctrl+Shift+A",)),
    Command("edit.delete", "&Delete", EDIT, ("Del", "Backspace"), separate=True),
    Command("edit.delete_heal", "Delete and &Heal the Gap", EDIT, ("Ctrl+Del",)),
    Command(
        "edit.preferences", "&Preferences…", EDIT, ("Ctrl+,",), needs_document=False, separate=True
    ),
    Command(
        "view.commands", "&Command Palette…", VIEW, ("Ctrl+K", "Ctrl+Shift+P"), needs_document=False
    ),
    Command("view.fit", "&Fit Selection", VIEW, ("F", "Ctrl+2"), separate=True),
    Command("view.fit_all", "Fit &All", VIEW, ("Home", "Ctrl+1")),
    Command("view.zoom_100", "Zoom to &100 %", VIEW, ("Ctrl+0",)),
    Command("view.zoom_in", "Zoom &In", VIEW, ("Ctrl+=", "Ctrl++"), separate=True),
    Command("view.zoom_out", "Zoom &Out", VIEW, ("Ctrl+-",)),
    Command("view.next_panel", "&Next Panel", VIEW, ("F6",), separate=True),
    Command("view.previous_panel", "P&revious Panel", VIEW, ("Shift+F6",)),
    Command("view.next_problem", "&Next Problem", VIEW, ("F8",), separate=True),
    Command("view.previous_problem", "Pre&vious Problem", VIEW, ("Shift+F8",)),
    Command("workflow.publish", "&Publish…", WORKFLOW, ("Ctrl+Shift+Return",)),
    Command("workflow.connect", "&Connect Account…", WORKFLOW, needs_document=False, separate=True),
    Command("help.keys", "&Keyboard Shortcuts", HELP, ("Ctrl+/", "?"), needs_document=False),
    Command("help.log", "Show &Log Folder", HELP, needs_document=False),
    Command("help.diagnostics", "Copy &Diagnostics", HELP, needs_document=False),
    Command("help.about", "&About Workflow Builder", HELP, needs_document=False, separate=True),
)

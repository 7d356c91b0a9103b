"""What is said about files."""

from builder_app.messages.message import Sentence

MISSING = Sentence("file.missing", "“{name}” is not there. Choose another file.")
FOLDER_MISSING = Sentence(
    "file.folder_missing", "The folder “{name}” is not there any more. Save to another place."
)
IS_FOLDER = Sentence("file.is_folder", "“{name}” is a folder, not a file.")
NOT_A_FILE = Sentence(
    "file.not_a_file",
    "“{name}” is no ordinary file but a pipe, a socket or a device. Choose another file.",
)
OPEN_IN_TAB = Sentence(
    "file.open_in_tab",
    "“{name}” is open in another tab. Close that tab first, or choose another name.",
)
FORBIDDEN = Sentence(
    "file.forbidden", "“{name}” may not be used with your rights. Choose another place."
)
READ_ONLY = Sentence(
    "file.read_only", "“{name}” can’t be changed: it is read-only. Save elsewhere."
)
DISK_FULL = Sentence(
    "file.disk_full", "There is no room left for “{name}”. Free some space or save elsewhere."
)
FAILED = Sentence("file.failed", "“{name}” can’t be used: {reason}.")
TOO_BIG = Sentence("file.too_big", "“{name}” is larger than {megabytes} MB: that is no workflow.")
NOT_TEXT = Sentence("file.not_text", "“{name}” is not UTF-8 text, so it is no workflow file.")
NOT_JSON = Sentence(
    "file.not_json", "“{name}” is not valid JSON at line {line}, column {column}. Is it complete?"
)
WRONG_NUMBER = Sentence(
    "file.wrong_number", "“{name}” holds a number that JSON does not know, such as NaN."
)
CUT_OFF = Sentence("file.cut_off", "“{name}” ends too early, at line {line}: the file was cut off.")
TOO_DEEP = Sentence("file.too_deep", "“{name}” is nested too deeply: that is no workflow.")
NOT_OURS = Sentence(
    "file.not_ours",
    "“{name}” is no workflow file. If it is a definition, use File → Import Definition.",
)
NEWER = Sentence(
    "file.newer",
    "“{name}” was written by a newer version of this program (format {version}). "
    "Update the program to open it.",
)
WRONG_INSIDE = Sentence("file.wrong_inside", "“{name}”: {place} must be {wanted}.")
DOUBLE_BLOCK = Sentence("file.double_block", "“{name}”: {place} has the id of a block before it.")
LINKS_WRONG = Sentence("file.links_wrong", "“{name}”: the links can’t be kept. {reason}")
JOURNAL_FAILED = Sentence(
    "file.journal_failed",
    "Your steps can’t be written down for a crash just now ({reason}). Save often.",
)

"""The file's language: project files, their migrations, and the crash journal."""

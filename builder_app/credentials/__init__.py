"""API keys: in the keyring of this computer, or for this run only.

Importing this package, ``outcomes``, ``environment`` or ``key_store`` does not load keyring: that
happens on the keyring thread, at the first question.
"""

"""The service's definition API offline and in process: no account, no key, no port.

``transport.sandbox_transport`` is what a client takes; ``app`` holds the endpoints, ``schema`` and
``rules`` what is refused, ``store`` the SQLite file. Every answer carries ``x-sandbox: true``, so
that nobody takes it for the service. Importing this package loads nothing.
"""

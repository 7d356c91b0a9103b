"""Settings, About and diagnostics."""

"""Sending a workflow to the service."""

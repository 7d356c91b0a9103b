"""A workflow as the service's definition, and back: read tolerantly, written exactly."""

"""Serving the dashboard to many: ASGI application, nginx and systemd files, backup of the store."""

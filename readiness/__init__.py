"""Telework readiness of Japan's agencies and local governments."""

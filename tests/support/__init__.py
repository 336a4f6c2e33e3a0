"""What tests share: where the project lies, servers, visits, files to hand in, conditions to wait for."""

from pathlib import Path

ROOT = Path(__file__).parents[2]

"""What starter.py offers."""

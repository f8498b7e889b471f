"""Inspecting an uploaded file, without Django or the database."""

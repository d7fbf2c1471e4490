"""Graders of interactive inputs."""

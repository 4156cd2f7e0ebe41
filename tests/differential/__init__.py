"""Runs beside ODK Web Forms' engine, step for step: ``python -m tests.differential``, outside the suite."""

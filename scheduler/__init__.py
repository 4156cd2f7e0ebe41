"""Scheduler: what happens because time passed; due rows become events."""

"""Figures as they were counted before there were bits, report by report: slow, and plain."""

"""Open data against a real ODK Central, built from its public source: `make central SOURCE=DIR`."""

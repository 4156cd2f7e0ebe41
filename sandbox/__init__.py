"""Sandbox: look-alike network servers, the world's clock, and the page that plays all the phones."""

"""XPath as XForms use it: parse an expression, compile it to closures, and evaluate it on an instance document."""

"""Nothing lost, nothing twice: the program is killed again and again while people answer and the network misbehaves."""

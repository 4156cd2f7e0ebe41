# Is it a matter that is known there? Asked while a report is being filled in, by the matter alone.

same-question = Is it one of these matters? If so, choose it, and its outcome comes to you as well; if not, just go on.
same-noted = ✓ Chosen: once it is sent, the report joins that matter.

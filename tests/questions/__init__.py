"""Questions that people ask of their campaigns, and the facts that a right answer needs."""

"""Review: what people decided on coded elements, found again in the texts as they are now."""

"""In and out of other tools: imports, forms, shared folders, several districts."""

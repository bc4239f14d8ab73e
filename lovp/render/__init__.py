"""Progress, Summary and rows as table, Markdown, CSV and JSON: formats, and computes nothing."""

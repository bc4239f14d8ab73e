"""Progress, Summary and rows to every form that people and programs read: formats, and computes nothing."""

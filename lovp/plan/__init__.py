"""targets.yaml to Plan, or every error in it at once.

`load` is the way in and cheap to import; what needs yaml and pydantic is imported when a file is read.
"""

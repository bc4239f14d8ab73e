"""Files that people send, read into rows: workbooks and text, whatever program made them."""

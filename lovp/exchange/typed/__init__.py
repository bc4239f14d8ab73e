"""What people type, alone or as a table, to rows; and rows chosen as they name them."""

"""The operations by name, for rules and composites; filled once the table is built."""

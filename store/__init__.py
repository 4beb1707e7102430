"""The ledger and everything kept beside it: SQLAlchemy tables, the commit transaction, read queries."""

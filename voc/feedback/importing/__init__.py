"""Files of feedback: read as tables, mapped to fields, stored in batches; every row is accounted for."""

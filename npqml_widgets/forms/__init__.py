"""One form a document: built of controls, holding no rules of its own."""

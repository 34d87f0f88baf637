"""The institution's signature: where its key is, and putting it under a document."""

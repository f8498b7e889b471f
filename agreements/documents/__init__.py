"""The pure part of documents: judging an uploaded file, keeping it, and serving it."""

"""What comes in and goes out, as OpenAPI documents it."""

"""The pictures of the documentation, all taken in the playground: what the README shows, and every screen there is."""

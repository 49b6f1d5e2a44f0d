"""What is printed: certificates and a mentor's year, drawn with fpdf2. Nothing here is loaded before the first page."""

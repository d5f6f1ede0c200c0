"""The film strip: all factors as thumbnails."""

"""What the published totals give away of hidden figures, and the fewest further figures to hide against it."""

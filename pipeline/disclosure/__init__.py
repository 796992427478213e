"""What published totals give away of hidden figures, and the fewest further ones to hide against it."""

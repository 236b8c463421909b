"""The case itself: what is agreed, resting, closing, coming back."""

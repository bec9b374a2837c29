"""Long work that goes on when the page is left: asked, shown, stopped, taken up again."""

"""How the site looks: layout, components, colours, and the gallery that shows them all."""

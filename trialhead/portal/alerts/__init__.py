"""What is new about searches and studies, told to those who follow them."""

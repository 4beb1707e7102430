"""Vietnamese text in: what officials wrote, as types of `models`. Pure; a text is data, never an order."""

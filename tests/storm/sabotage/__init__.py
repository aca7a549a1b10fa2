"""An app for the storm alone: named kill points in every step, and bugs that the storm has to notice."""

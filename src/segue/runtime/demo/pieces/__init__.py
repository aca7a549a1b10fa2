"""The compositions of the demo catalog: one module per invented artist, functions that return a mix."""

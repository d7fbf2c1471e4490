"""Chemistry in scripts: equations, molecule geometry, crystal planes."""

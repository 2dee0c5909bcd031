"""Word documents as the parts of a package: what is not touched stays byte for byte."""

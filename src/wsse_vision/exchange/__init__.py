"""The evidence in the formats that other programs speak, and what people did there brought home."""

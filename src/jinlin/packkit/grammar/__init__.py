"""What the files of a pack may say. `process.yaml`, `rules.yaml` and `indicators.yaml` are the kernel's."""

"""The pages: read-only, plain HTML without script, Vietnamese first, English with `?lang=en`."""

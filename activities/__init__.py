"""What touches the world on behalf of workflows; each is short, retried, and visible to a person when it fails."""

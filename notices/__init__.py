"""What people read in a message: wording, digests, letters, and the channels they leave by. Imports only `models`."""

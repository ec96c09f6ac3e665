"""Search by meaning: an optional encoder turns texts into vectors, and near vectors are texts about the same."""

"""The whole business, pure: types, `decide`, `evolve`, `alarms`. No clock, I/O, randomness, engine or database."""

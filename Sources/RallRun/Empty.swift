// awaiting its first idea

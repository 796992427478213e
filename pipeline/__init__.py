"""Letters that answer Freedom of Information requests, turned into data that can be cited."""

"""What the doctor can't see from outside: where settings come from, keys, the database, the queue."""

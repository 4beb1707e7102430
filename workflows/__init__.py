"""When things happen: durable representatives of streams that wait and ring. No rule of the business stands here."""

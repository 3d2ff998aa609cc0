/** A request's body ended before its time: the client went away, or a fault broke the connection. Routes let it pass. */
export class ConnectionCutError extends Error {
  override readonly name = 'ConnectionCutError';
}

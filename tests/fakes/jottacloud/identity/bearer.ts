import type { Service } from '../service.ts';
import type { Exchange } from '../../http/exchange.ts';

/** The access token a request carries, if any. */
export function readBearer(exchange: Exchange): string | undefined {
  return /^Bearer (.+)$/.exec(exchange.headers.authorization ?? '')?.[1];
}

/** Whether the request carries an access token that works now. */
export function isAuthorized(service: Service, exchange: Exchange): boolean {
  return service.tokens.isValid(readBearer(exchange) ?? '');
}

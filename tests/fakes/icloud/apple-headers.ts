import { randomUUID } from 'node:crypto';
import { pageOrigin, type Region } from './region.ts';

/** Headers of every answer of Apple's services. Source: the recorded replies. */
export function appleHeaders(): Record<string, string> {
  return {
    date: new Date().toUTCString(),
    server: 'AppleHttpServer/3faf4ee9434b',
    'x-apple-request-uuid': randomUUID(),
  };
}

/** Headers of setup and CloudKit answers: JSON, and readable by the page's origin alone. Source: docs/icloud-photos.md 9.5. */
export function serviceHeaders(region: Region, partition: number): Record<string, string> {
  return {
    ...appleHeaders(),
    'strict-transport-security': 'max-age=31536000; includeSubDomains;',
    via: 'xrail:practice:8301:23R52:grp22,631194250daa17e24277dea86cf30319:practice',
    'content-type': 'application/json; charset=UTF-8',
    'x-apple-user-partition': String(partition),
    'access-control-allow-origin': pageOrigin(region),
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'X-Apple-Request-UUID,X-Responding-Instance,Via',
  };
}

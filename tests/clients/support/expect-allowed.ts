import { expect } from 'vitest';
import type { SignedIn } from './signed-in.ts';

/** Expects no forbidden call and no unknown host name from the program. */
export function expectNoForbiddenRequests({ icloud, refused }: SignedIn): void {
  expect(icloud.forbiddenCalls).toEqual([]);
  expect(icloud.routeErrors).toEqual([]);
  expect(refused).toEqual([]);
}

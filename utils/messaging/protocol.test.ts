import { expectTypeOf, test } from 'vitest';
import type { createAccountHandlers } from '../../entrypoints/background/account-handlers.ts';
import type { AccessToken, Refused } from '../domain/account/access-token.ts';
import type { PhotoState } from '../domain/file/photo-state.ts';
import type { JottacloudAccount } from '../domain/run/snapshot.ts';
import type { GetToken } from '../jottacloud/sign-in/authorized-call.ts';
import type { askBackground, askFromContent } from './message.ts';
import type { inPageRequests } from './in-page-requests.ts';
import type { WantedPhotos } from './protocol.ts';
import type { WorkerLink } from './worker-link.ts';

// The compiler checks these types (`npm run types`). At run time they do nothing.

type AccountHandlers = ReturnType<typeof createAccountHandlers>;

test('accessToken: worker and background agree on request and answer', () => {
  type Request = { minLifeMs: number; refused: Refused | null };
  type Ask = typeof askBackground<'accessToken'>;

  expectTypeOf<Ask>().parameter(1).toEqualTypeOf<Request>();
  expectTypeOf<Ask>().returns.resolves.toEqualTypeOf<AccessToken>();
  expectTypeOf<Parameters<WorkerLink['ask']>[1]>().extract<Request>().toEqualTypeOf<Request>();
  expectTypeOf<AccountHandlers['accessToken']>().parameter(0).toEqualTypeOf<Request>();
  expectTypeOf<AccountHandlers['accessToken']>().returns.resolves.toEqualTypeOf<AccessToken>();
  expectTypeOf<GetToken>().parameters.toEqualTypeOf<[Request['minLifeMs'], Request['refused']]>();
});

test('connect: page and background agree on request and answer', () => {
  type Ask = typeof askBackground<'connect'>;

  expectTypeOf<Ask>().parameter(1).toEqualTypeOf<{ token: string }>();
  expectTypeOf<Ask>().returns.resolves.toEqualTypeOf<JottacloudAccount>();
  expectTypeOf<AccountHandlers['connect']>().parameter(0).toEqualTypeOf<{ token: string }>();
  expectTypeOf<AccountHandlers['connect']>().returns.resolves.toEqualTypeOf<JottacloudAccount>();
});

test('sendItems and thumbStates: content script and parser agree on the request', () => {
  type Parser = typeof inPageRequests;
  type States = typeof askFromContent<'thumbStates'>;

  expectTypeOf<typeof askFromContent<'sendItems'>>().parameter(1).toEqualTypeOf<WantedPhotos>();
  expectTypeOf<Parser['sendItems']>().returns.toEqualTypeOf<WantedPhotos>();
  expectTypeOf<States>().parameter(1).toEqualTypeOf<{ thumbs: string[] }>();
  expectTypeOf<Parser['thumbStates']>().returns.toEqualTypeOf<{ thumbs: string[] }>();
  expectTypeOf<States>().returns.resolves.toEqualTypeOf<Record<string, PhotoState>>();
});

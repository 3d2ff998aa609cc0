import { createCallGate } from '../../utils/engine/flow/call-gate.ts';
import { TransferError } from '../../utils/errors.ts';
import { readText } from '../../utils/http/read-text.ts';
import { withoutUnneeded } from '../../utils/icloud/transport.ts';
import { isPhotoService, setupHostOf } from '../../utils/icloud/hosts.ts';
import type { IcloudCall, IcloudReply } from '../../utils/icloud/transport.ts';
import { PHOTOS_FRAME, PHOTOS_FRAME_PATH } from './selectors.ts';

/** Timeout of a call, so that a hanging call does not block the run. */
const TIMEOUT_MS = 60_000;
const SETUP_PATH = '/setup/ws/1/validate';
/** All allowed calls. Every one only reads. */
const READING_CALLS =
  /^\/database\/1\/com\.apple\.photos\.cloud\/production\/(private|shared)\/(changes\/database|changes\/zone|zones\/list|records\/query|records\/lookup|internal\/records\/query\/batch)$/;
/**
 * Parameters copied from the page's own calls. Others can hold secrets of a shared album (`publicAccessAuthToken`,
 * `sharing_url_key`).
 */
const COPIED_PARAMETERS = /^(clientBuildNumber|clientMasteringNumber|clientId|dsid|ckjs\w*)$/;
/** Sent by every known client. Source: docs/icloud-photos.md 1.4. */
const DEFAULT_PARAMETERS = { remapEnums: 'true', getCurrentSyncToken: 'true' };

/** Returns whether this frame answers: the Photos application does, and the shell only without it. */
export const isForeground = (): boolean =>
  window === window.top ? !holdsPhotosFrame() : PHOTOS_FRAME_PATH.test(location.pathname);

function holdsPhotosFrame(): boolean {
  const frame = document.querySelector<HTMLIFrameElement>(PHOTOS_FRAME);
  try {
    return PHOTOS_FRAME_PATH.test(frame?.contentWindow?.location.pathname ?? '');
  } catch {
    return false; // the frame shows another site, for a sign-in
  }
}

const passGate = createCallGate();

/**
 * Makes one call with the page's cookies and Origin.
 *
 * @throws {TransferError} `bad-response` if the call is not allowed or the response too long, `network`
 */
export async function postAsPage(request: IcloudCall): Promise<IcloudReply> {
  const address = addressOf(request);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    if (request.host === 'setup') return await post(address, request.body, signal);
    const reply = await passGate(() => post(address, request.body, signal), signal);
    return request.withAddresses ? reply : { ...reply, body: withoutUnneeded(reply.body) };
  } catch (error) {
    if (error instanceof TransferError) throw error;
    throw new TransferError('network', 'no answer from Apple', { service: 'icloud', cause: error });
  }
}

async function post(address: string, body: string, signal: AbortSignal): Promise<IcloudReply> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body,
    credentials: 'include',
    redirect: 'error',
    cache: 'no-store',
    signal,
  });
  return {
    status: response.status,
    body: await readText(response, 'icloud'),
    retryAfter: response.headers.get('Retry-After'),
  };
}

function addressOf(request: IcloudCall): string {
  if (request.host === 'setup' && request.path === SETUP_PATH)
    return `https://${setupHostOf(location.hostname)}${SETUP_PATH}`;
  if (request.host === 'cloudkit' && isPhotoService(request.serviceUrl) && READING_CALLS.test(request.path))
    return `${request.serviceUrl}${request.path}?${parametersOf(request.serviceUrl)}`;
  throw new TransferError('bad-response', 'this call is not allowed', { service: 'icloud' });
}

/** Returns the parameters of the page's latest call to the service, plus those that every client sends. */
function parametersOf(serviceUrl: string): string {
  const { host } = new URL(serviceUrl);
  const parameters = copiedParameters((address) => address.host === host);
  for (const [name, value] of Object.entries(DEFAULT_PARAMETERS)) parameters.set(name, value);
  return parameters.toString();
}

/** Returns the allowed parameters of the page's latest call to a host; none if it made no call. */
export function copiedParameters(isHost: (address: URL) => boolean): URLSearchParams {
  const own = performance
    .getEntriesByType('resource')
    .findLast(({ name }) => URL.canParse(name) && isHost(new URL(name)) && name.includes('?'));
  const all = new URLSearchParams(own ? new URL(own.name).search : '');
  return new URLSearchParams([...all].filter(([name]) => COPIED_PARAMETERS.test(name)));
}

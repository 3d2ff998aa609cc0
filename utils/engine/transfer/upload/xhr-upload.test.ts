import { afterEach, expect, test, vi } from 'vitest';
import { xhrSend } from './xhr-upload.ts';

/** What a browser's request does, as far as the upload uses it; the test plays the service. */
class PlayedRequest extends EventTarget {
  static latest: PlayedRequest;
  readonly upload = new EventTarget();
  responseURL = 'https://up-1.jottacloud.com/x';
  readonly status = 200;
  readonly responseText = '{}';
  isAborted = false;
  constructor() {
    super();
    PlayedRequest.latest = this;
  }
  open(): void {}
  setRequestHeader(): void {}
  getResponseHeader(): null {
    return null;
  }
  send(): void {}
  abort(): void {
    this.isAborted = true;
  }
  receive(bytes: number): void {
    this.dispatchEvent(Object.assign(new Event('progress'), { loaded: bytes }));
  }
}

const start = (): ReturnType<typeof xhrSend> => {
  vi.stubGlobal('XMLHttpRequest', PlayedRequest);
  const request = { url: 'https://up-1.jottacloud.com/x', headers: {}, body: new Blob(['x']) };
  return xhrSend(request, () => {}, new AbortController().signal);
};

afterEach(() => vi.unstubAllGlobals());

test('an answer to an upload that does not end is given up', async () => {
  const sent = start();
  PlayedRequest.latest.receive(1_000);
  expect(PlayedRequest.latest.isAborted).toBe(false);
  PlayedRequest.latest.receive(2 * 1024 * 1024);
  await expect(sent).rejects.toMatchObject({ code: 'network', service: 'jottacloud' });
  expect(PlayedRequest.latest.isAborted).toBe(true);
});

test('an answer that came by way of a redirect counts as none', async () => {
  const sent = start();
  PlayedRequest.latest.responseURL = 'https://evil.example/x';
  PlayedRequest.latest.dispatchEvent(new Event('load'));
  await expect(sent).rejects.toMatchObject({ code: 'network' });
});

test('the answer comes with its status', async () => {
  const sent = start();
  PlayedRequest.latest.dispatchEvent(new Event('load'));
  expect(await sent).toEqual({ status: 200, body: '{}', retryAfter: null });
});

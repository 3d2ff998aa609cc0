import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Firefox's own remote control, without a package between. Source: docs/browser-platform.md, H. */
export interface Marionette {
  /** One command of WebDriver. @throws what Firefox answers, with its words */
  ask(command: string, parameters?: object): Promise<unknown>;
  close(): void;
}

/** How long Firefox may take to listen. */
const START_MS = 60_000;
/** Pause between two tries to connect. */
const AGAIN_MS = 200;

/** Connects to a Firefox that was started with `--marionette` and listens at this port. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = await listen(port);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (let frame = takeFrame(rest); frame; frame = takeFrame(rest)) {
      rest = frame.rest;
      const { id, error, value } = readAnswer(frame.text);
      if (error !== null) waiting.get(id)?.reject(new Error(error));
      else waiting.get(id)?.resolve(value);
      waiting.delete(id);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox is gone'));
  });
  return {
    ask(command, parameters = {}) {
      lastId += 1;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(lastId, answer);
      const text = JSON.stringify([0, lastId, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
      return answer.promise;
    },
    close: () => socket.destroy(),
  };
}

async function listen(port: number): Promise<Socket> {
  for (const giveUpAt = Date.now() + START_MS; ;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket.on('error', () => undefined);
    } catch (error) {
      socket.destroy();
      if (Date.now() > giveUpAt) throw error;
      await wait(AGAIN_MS);
    }
  }
}

/** A frame is `<length in bytes>:<JSON>`. */
function takeFrame(bytes: Buffer): { text: string; rest: Buffer } | null {
  const colon = bytes.indexOf(':');
  if (colon < 0) return null;
  const end = colon + 1 + Number(bytes.subarray(0, colon).toString());
  return bytes.length < end
    ? null
    : { text: bytes.subarray(colon + 1, end).toString(), rest: bytes.subarray(end) };
}

/** An answer is `[1, id, error, value]`; the greeting has another form, and answers nothing. */
function readAnswer(text: string): { id: number; error: string | null; value: unknown } {
  const answer: unknown = JSON.parse(text);
  if (!Array.isArray(answer)) return { id: 0, error: null, value: null };
  const [, id, error, value] = answer;
  return { id: Number(id), error: error ? JSON.stringify(error) : null, value };
}

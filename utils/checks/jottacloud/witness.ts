import { readText } from '../../http/read-text.ts';
import type { Fetch } from '../../http/send.ts';
import type { SendBody } from '../../jottacloud/client.ts';
import { shapeOf, shapeOfListing } from './shape.ts';

/** One answer as it came, before the client judged it. */
export interface SeenAnswer {
  call: 'allocate' | 'customer' | 'listing' | 'folder' | 'path' | 'upload';
  status: number;
  shape: string;
  /** The answer has a CORS header. */
  allowsOrigin: boolean;
}

/** Looks at answers on their way to the client. */
export interface Witness {
  fetch: Fetch;
  sendBody: SendBody;
  /** In the order in which they came. */
  readonly answers: readonly SeenAnswer[];
}

/** Statuses whose answers have no body. */
const BODILESS = new Set([204, 304]);

export function createWitness(fetch: Fetch, sendBody: SendBody): Witness {
  const answers: SeenAnswer[] = [];
  return {
    answers,
    async fetch(url, init) {
      const response = await fetch(url, init);
      const { status, headers } = response;
      // Answers of the checks are small: their folder holds a handful of files.
      const text = await readText(response, 'jottacloud');
      const call = callOf(url);
      const shape = call === 'listing' && response.ok ? shapeOfListing(text) : shapeOf(text);
      answers.push({ call, status, shape, allowsOrigin: headers.has('Access-Control-Allow-Origin') });
      const plain = new Headers(headers);
      // these are of the body as it was sent
      for (const name of ['Content-Encoding', 'Content-Length']) plain.delete(name);
      return new Response(BODILESS.has(status) ? null : text, { status, headers: plain });
    },
    async sendBody(request, onSent, signal) {
      const reply = await sendBody(request, onSent, signal);
      const { status, body } = reply;
      answers.push({ call: 'upload', status, shape: shapeOf(body), allowsOrigin: false });
      return reply;
    },
  };
}

function callOf(url: string): SeenAnswer['call'] {
  const { pathname, search } = new URL(url);
  if (pathname.endsWith('/allocate')) return 'allocate';
  if (pathname.endsWith('/customer')) return 'customer';
  if (search === '?mode=liststream') return 'listing';
  return search === '?mkDir=true' ? 'folder' : 'path';
}

/** The answers in words, each kind once. */
export const describeAnswers = (answers: readonly SeenAnswer[]): string =>
  [...new Set(answers.map(inWords))].join('. ');

/** The same in short: the fields of a success stand in the answer of another check. */
export const countAnswers = (answers: readonly SeenAnswer[]): string =>
  answers
    .map((answer) => (isSuccess(answer) ? `${answer.call} ${answer.status}` : inWords(answer)))
    .join(', ');

const inWords = ({ call, status, shape }: SeenAnswer): string => `${call} ${status} ${shape}`;
const isSuccess = ({ status }: SeenAnswer): boolean => status >= 200 && status < 300;

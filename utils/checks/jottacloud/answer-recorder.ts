import { readText } from '../../http/read-text.ts';
import type { Fetch } from '../../http/send.ts';
import type { SendBody } from '../../jottacloud/client.ts';
import { shapeOf, shapeOfListing } from './shape.ts';

/** One response as it arrived, before the client judged it. */
export interface SeenAnswer {
  call: 'allocate' | 'customer' | 'listing' | 'folder' | 'path' | 'upload';
  status: number;
  shape: string;
  /** The response has a CORS header. */
  allowsOrigin: boolean;
}

/** Records the responses on their way to the client. */
export interface AnswerRecorder {
  fetch: Fetch;
  sendBody: SendBody;
  /** In order of arrival. */
  readonly answers: readonly SeenAnswer[];
}

/** Statuses of responses without a body. */
const BODILESS = new Set([204, 304]);

/** Wraps both ways to Jottacloud and records what comes back. */
export function createAnswerRecorder(fetch: Fetch, sendBody: SendBody): AnswerRecorder {
  const answers: SeenAnswer[] = [];
  return {
    answers,
    async fetch(url, init) {
      const response = await fetch(url, init);
      const { status, headers } = response;
      // Responses to the checks are small: their folder holds a handful of files.
      const text = await readText(response, 'jottacloud');
      const call = callOf(url);
      const shape = call === 'listing' && response.ok ? shapeOfListing(text) : shapeOf(text);
      answers.push({ call, status, shape, allowsOrigin: headers.has('Access-Control-Allow-Origin') });
      const plain = new Headers(headers);
      // These describe the body as it was sent, and it is decoded now.
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

/** Describes the responses in words, each kind once. */
export const describeAnswers = (answers: readonly SeenAnswer[]): string =>
  [...new Set(answers.map(inWords))].join('. ');

/** Describes the responses in short. Another check already shows the fields of a success. */
export const countAnswers = (answers: readonly SeenAnswer[]): string =>
  answers
    .map((answer) => (isSuccess(answer) ? `${answer.call} ${answer.status}` : inWords(answer)))
    .join(', ');

const inWords = ({ call, status, shape }: SeenAnswer): string => `${call} ${status} ${shape}`;
const isSuccess = ({ status }: SeenAnswer): boolean => status >= 200 && status < 300;

import { TransferError } from '../errors.ts';
import { isObject, type JsonObject, optionalString } from '../http/json.ts';
import type { PageProtocol, WantedPhotos } from './protocol.ts';

/** Photos in one question about what is in view; a screen holds some hundred. */
export const MOST_ASKED = 500;
/** Photos in one press; more than that is an album or the library. 20,000 names are less than 1 MB. */
export const MOST_SENT = 20_000;

/** Names of records are UUIDs, checksums, or words between hyphens. Source: docs/icloud-photos.md 3.6, 4.1. */
const RECORD_NAME = /^[\w+/=-]{1,80}$/;
/** 21 bytes in base64 of either alphabet. Source: docs/icloud-photos.md 5.1. */
const THUMB = /^[\w+/-]{28}$/;
const UNDO_ID = /^[\w-]{1,80}$/;

type Readers = { [Name in keyof PageProtocol]: (request: unknown) => Parameters<PageProtocol[Name]>[0] };

/**
 * Reads what the page's script asks for: only the fields that are known, each of the right shape and size.
 * Each throws {@link TransferError} `unexpected`.
 */
export const pageRequests: Readers = {
  pageState: () => undefined,
  thumbStates: (request) => ({ thumbs: readThumbs(objectOf(request), MOST_ASKED) }),
  itemStates: (request) => ({ assetNames: readNames(objectOf(request), MOST_ASKED) }),
  sendItems: readWanted,
  undoSend: (request) => ({ undoId: readWord(objectOf(request), 'undoId', UNDO_ID) }),
  openSetup: (request) => ({ keep: readWanted(objectOf(request)['keep']) }),
};

function readWanted(value: unknown): WantedPhotos {
  const wanted = objectOf(value);
  if (wanted['everything'] === true) return { everything: true };
  if (wanted['albumName'] !== undefined) return { albumName: readWord(wanted, 'albumName', RECORD_NAME) };
  return { assetNames: readNames(wanted, MOST_SENT), thumbs: readThumbs(wanted, MOST_SENT) };
}

const readNames = (request: JsonObject, most: number): string[] =>
  readWords(request, 'assetNames', RECORD_NAME, most);

/** In the one alphabet in which Apple's fields have them. */
const readThumbs = (request: JsonObject, most: number): string[] => [
  ...new Set(
    readWords(request, 'thumbs', THUMB, most).map((thumb) => thumb.replaceAll('-', '+').replaceAll('_', '/')),
  ),
];

function readWords(request: JsonObject, field: string, shape: RegExp, most: number): string[] {
  const words: unknown = request[field];
  if (!Array.isArray(words) || words.length > most) throw refused(field);
  return [
    ...new Set(
      words.map((word: unknown) => {
        if (typeof word !== 'string' || !shape.test(word)) throw refused(field);
        return word;
      }),
    ),
  ];
}

function readWord(request: JsonObject, field: string, shape: RegExp): string {
  const word = optionalString(request, field);
  if (word === null || !shape.test(word)) throw refused(field);
  return word;
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

const refused = (field: string): TransferError =>
  new TransferError('unexpected', `the page's script sends something else as ${field}`);

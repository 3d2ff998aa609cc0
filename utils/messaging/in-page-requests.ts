import { TransferError } from '../errors.ts';
import { isObject, type JsonObject, optionalString } from '../http/json.ts';
import { parseWanted, plainThumb, RECORD_NAME, THUMB } from '../domain/photo/wanted-send.ts';
import { type InPageProtocol, MAX_PICTURES_ASKED, type WantedPhotos } from './protocol.ts';

/** Photos in one request about the visible tiles; a screen holds a few hundred. */
export const MAX_ASKED = 500;
/** Albums in one request about the visible rows; a screen holds a few dozen. */
export const MAX_ALBUMS_ASKED = 100;

/** Matches the id of a pending send, which we made ourselves. */
const UNDO_ID = /^[\w-]{1,80}$/;

type Readers = { [Name in keyof InPageProtocol]: (request: unknown) => Parameters<InPageProtocol[Name]>[0] };

/**
 * Parsers of the requests of the content script. Each reads only known fields of the right shape and size, and throws a
 * {@link TransferError} `unexpected` otherwise.
 */
export const inPageRequests: Readers = {
  pageState: () => undefined,
  thumbStates: (request) => ({ thumbs: readThumbs(objectOf(request), MAX_ASKED) }),
  itemStates: (request) => ({ assetNames: readNames(objectOf(request), 'assetNames', MAX_ASKED) }),
  albumFigures: (request) => ({ albumNames: readNames(objectOf(request), 'albumNames', MAX_ALBUMS_ASKED) }),
  albumCovers: (request) => ({ albumNames: readNames(objectOf(request), 'albumNames', MAX_PICTURES_ASKED) }),
  sendItems: readWanted,
  undoSend: (request) => ({ undoId: readWord(objectOf(request), 'undoId', UNDO_ID) }),
  openSetup: (request) => ({ keep: readWanted(objectOf(request)['keep']) }),
  openDetails: () => undefined,
  continueSetup: () => undefined,
};

function readWanted(value: unknown): WantedPhotos {
  const wanted = parseWanted(value);
  if (!wanted) throw refused('what is wanted');
  return wanted;
}

const readNames = (request: JsonObject, field: string, limit: number): string[] =>
  readWords(request, field, RECORD_NAME, limit);

const readThumbs = (request: JsonObject, limit: number): string[] => [
  ...new Set(readWords(request, 'thumbs', THUMB, limit).map(plainThumb)),
];

function readWords(request: JsonObject, field: string, shape: RegExp, limit: number): string[] {
  const words: unknown = request[field];
  if (!Array.isArray(words) || words.length > limit) throw refused(field);
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

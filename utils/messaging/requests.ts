import { isObject } from '../http/json.ts';
import {
  type BackgroundProtocol,
  type ContentProtocol,
  type HostProtocol,
  MAX_PICTURES_ASKED,
} from './protocol.ts';

type Guard = (request: unknown) => boolean;

/** Longest text in a message; a pasted token has a few hundred characters. */
const MAX_TEXT = 64 * 1024;

/** Longest report with its pictures; twenty small ones have about a million characters. */
const MAX_REPORT = 16 * 1024 * 1024;

/** Most names in a path. */
const MAX_NAMES = 100;

const nothing: Guard = (request) => request === undefined || request === null;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_TEXT;
const isReport = (value: unknown): boolean => typeof value === 'string' && value.length <= MAX_REPORT;
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isRefs = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= MAX_PICTURES_ASKED && value.every(isText);
const orNull =
  (is: Guard): Guard =>
  (value) =>
    value === null || is(value);

/** Checks exactly these fields of a request. */
const fields =
  (guards: Record<string, Guard>): Guard =>
  (request) =>
    isObject(request) &&
    Object.entries(guards).every(([name, is]) => Object.hasOwn(request, name) && is(request[name]));

const isPath: Guard = (value) =>
  Array.isArray(value) && value.length <= MAX_NAMES && value.every((name) => isText(name));

const call: Guard = (request) =>
  fields({ host: (host) => host === 'setup', path: isText, body: isText })(request) ||
  fields({
    host: (host) => host === 'cloudkit',
    serviceUrl: isText,
    path: isText,
    body: isText,
    withAddresses: isBoolean,
  })(request);

const refused: Guard = (request) =>
  fields({ token: isText })(request) || fields({ username: isText })(request);

/** Shape of each request. */
const guards: Record<keyof BackgroundProtocol | keyof HostProtocol | keyof ContentProtocol, Guard> = {
  connect: fields({ token: isText }),
  disconnect: nothing,
  readAccount: nothing,
  listFolder: fields({ path: isPath }),
  makeFolder: fields({ path: isPath }),
  saveReport: fields({ folder: isText, day: isText, html: isReport }),
  checkSession: nothing,
  readIcloudAccount: nothing,
  startTransfer: nothing,
  checkAgain: nothing,
  countNew: nothing,
  startKept: nothing,
  followSettings: nothing,
  confirmTransfer: nothing,
  copyChosen: fields({ choice: isObject }),
  chooseTransfer: fields({ choice: isObject }),
  dropTransfer: nothing,
  pauseTransfer: nothing,
  stopTransfer: nothing,
  continueTransfer: nothing,
  takeOver: nothing,
  retryFailed: fields({ code: orNull(isText) }),
  readPictures: fields({ refs: isRefs }),
  readPreview: fields({ photo: isText }),
  compareFile: fields({ photo: isText }),
  moveTaskUp: fields({ id: isText }),
  removeTask: fields({ id: isText }),
  repeatRun: fields({ id: isNumber }),
  openIcloud: nothing,
  showCopyOf: fields({ log: isText }),
  copySignedIn: nothing,
  deleteCopyOf: fields({ log: isText }),
  followChina: nothing,
  deleteAllData: nothing,
  icloudPost: call,
  accessToken: fields({ minLifeMs: isNumber, refused: orNull(refused) }),
  renewSignIn: nothing,
  showOrigin: fields({ isShown: isBoolean }),
  manifestSettings: nothing,
  progressText: fields({ state: isText }),
  hasAccess: fields({ origin: isText }),
  offerArrangement: fields({ arrangement: isObject }),
  batteryChanged: fields({ isLow: isBoolean }),
  engineChanged: fields({ log: isText, idle: isBoolean, percent: orNull(isNumber) }),
  lookAtPage: nothing,
  look: nothing,
  wake: fields({ atOnce: isBoolean, log: isText }),
  readPower: nothing,
  post: call,
};

/** Returns whether a request has the shape of its message; any other is refused before anything happens. */
export const isRequest = (name: string, request: unknown): boolean =>
  Object.entries(guards).some(([known, is]) => known === name && is(request));

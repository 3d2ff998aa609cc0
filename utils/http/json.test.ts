import { describe, expect, test } from 'vitest';
import { TransferError } from '../errors.ts';
import {
  optionalArray,
  optionalNumber,
  optionalObject,
  optionalString,
  parseJson,
  readArray,
  readNumber,
  readObject,
  readString,
} from './json.ts';

const object = { text: 'a', number: 7, list: [1], inner: { x: 1 }, nothing: null };
const badResponse = expect.objectContaining({ code: 'bad-response' });

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof TransferError ? error : 'another error';
  }
};

test.each([
  ['HTML', () => parseJson('<html>')],
  ['nothing', () => parseJson('')],
  ['a list in place of an object', () => readObject([1])],
  ['null in place of an object', () => readObject(null)],
  ['an object in place of a list', () => readArray(object, 'inner')],
  ['no list', () => readArray(object, 'toString')],
  ['a number in place of text', () => readString(object, 'number')],
  ['a missing text', () => readString(object, 'absent')],
  ['a text in place of a number', () => readNumber(object, 'text')],
  ['a number that is none', () => readNumber({ number: Number.NaN }, 'number')],
  ['a field of the prototype', () => readString(object, 'toString')],
])('%s is a bad response', (_, work) => {
  expect(codeOf(work)).toEqual(badResponse);
});

describe('what may be missing', () => {
  test.each([
    [optionalString(object, 'text'), 'a'],
    [optionalString(object, 'number'), null],
    [optionalNumber(object, 'number'), 7],
    [optionalNumber({ n: Infinity }, 'n'), null],
    [optionalNumber({ n: '-33161' }, 'n'), -33_161],
    [optionalNumber({ n: '3 photos' }, 'n'), null],
    [optionalArray(object, 'list'), [1]],
    [optionalArray(object, 'nothing'), []],
    [optionalObject(object, 'inner'), { x: 1 }],
    [optionalObject(object, 'list'), null],
    [optionalObject(object, 'constructor'), null],
  ])('%j', (read, expected) => {
    expect(read).toEqual(expected);
  });
});

test('a list is read, and a refusal says what came instead of it', () => {
  expect(readArray(object, 'list')).toEqual([1]);
  expect(codeOf(() => readArray(object, 'text'))).toMatchObject({
    message: 'text: expected a list, received string',
  });
});

test('text that is not JSON is refused with the name of the cause, and quotes nothing', () => {
  const error = codeOf(() => parseJson('{"token": secret}'));
  expect(error).toMatchObject({ code: 'bad-response', cause: new Error('SyntaxError') });
  expect(error instanceof Error ? [error.message, String(error.cause)].join() : '').not.toContain('secret');
});

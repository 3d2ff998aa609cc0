import { describe, expect, test } from 'vitest';
import { assertFound, fromErrorRecord, InvariantError, toErrorRecord, TransferError } from './errors.ts';

describe('TransferError', () => {
  const cause = new TypeError('fetch failed: https://cvws.icloud-content.com/B/secret?k=signature');
  const error = new TransferError('network', 'no connection', { service: 'icloud', cause });

  test('keeps its cause', () => {
    expect(error.cause).toBe(cause);
    expect('cause' in new TransferError('network', 'no connection')).toBe(false);
  });

  test('leaves its cause out of the record that is stored and sent', () => {
    const record = toErrorRecord(error);
    expect(record).toEqual({ code: 'network', detail: 'no connection', service: 'icloud' });
    expect(JSON.stringify(record)).not.toContain('secret');
    expect(fromErrorRecord(record).cause).toBeUndefined();
  });
});

describe('assertFound', () => {
  test('throws an error that no retry hides for something that is not there', () => {
    const find = () => assertFound(undefined, 'the album');
    expect(find).toThrow(InvariantError);
    expect(find).toThrow('the album is not in the log');
    expect(() => assertFound(0, 'the album')).not.toThrow();
  });

  test('is recorded as unexpected', () => {
    expect(toErrorRecord(new InvariantError('the album is not in the log'))).toEqual({
      code: 'unexpected',
      detail: 'InvariantError: the album is not in the log',
    });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs, md5 } from '../units.ts';
import { attemptsOf, type FileEvent, type FileState } from './file.ts';
import { transition } from './transition.ts';

const sum = md5('d41d8cd98f00b204e9800998ecf8427e');
const at = epochMs(1_700_000_000_000);
const error = { code: 'network', detail: 'cut' } as const;
const fails = (retry: boolean, resume: 'same' | 'queued' = 'same'): FileEvent => ({
  type: 'errored',
  error,
  retryAt: retry ? at : null,
  resume,
});
const hashComputed: FileEvent = { type: 'hashComputed', md5: sum, proof: 'checksum' };
const confirmed: FileEvent = { type: 'confirmed', outcome: 'uploaded', at };
const run = (events: FileEvent[]): FileState => events.reduce<FileState>(transition, { status: 'queued' });

describe('one file', () => {
  test('goes from the queue over hash and upload to done', () => {
    expect(run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, confirmed])).toEqual({
      status: 'done',
      md5: sum,
      proof: 'checksum',
      outcome: 'uploaded',
      doneAt: at,
    });
  });

  test('a connection that was cut before a damaged arrival does not make it the second one', () => {
    const damaged: FileEvent = {
      type: 'errored',
      error: { code: 'arrived-damaged', detail: '' },
      retryAt: at,
      resume: 'same',
    };
    const cutOnce = run([{ type: 'started' }, fails(true), { type: 'started' }]);
    expect([attemptsOf(cutOnce, 'network'), attemptsOf(cutOnce, 'arrived-damaged')]).toEqual([1, 0]);
    const alsoDamaged = [damaged, { type: 'started' } as const].reduce<FileState>(transition, cutOnce);
    expect(attemptsOf(alsoDamaged, 'arrived-damaged')).toBe(1);
  });

  test('killed while it was read starts over, killed while it was sent asks the service where to go on', () => {
    expect(run([{ type: 'started' }, { type: 'interrupted' }])).toEqual({ status: 'queued' });
    expect(
      run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, { type: 'interrupted' }]),
    ).toEqual({
      status: 'hashed',
      md5: sum,
      proof: 'checksum',
      mismatches: 0,
    });
  });

  test('counts its failed tries over waits, and from zero again once its bytes got through', () => {
    const twice = run([{ type: 'started' }, fails(true), { type: 'started' }, fails(true)]);
    expect(twice).toMatchObject({ status: 'waiting', attempts: 2, resume: { status: 'queued' } });
    expect(
      run([{ type: 'started' }, fails(true), { type: 'started' }, hashComputed, { type: 'uploadStarted' }]),
    ).toMatchObject({
      attempts: 0,
    });
  });

  test('is read anew when the upload was found corrupt', () => {
    expect(
      run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, fails(true, 'queued')]),
    ).toMatchObject({
      status: 'waiting',
      resume: { status: 'queued' },
    });
  });

  test('that is gone from the destination is filed again by its hash', () => {
    const done = run([{ type: 'started' }, hashComputed, { type: 'uploadStarted' }, confirmed]);
    expect(transition(done, { type: 'missingAtDestination' })).toEqual({
      status: 'hashed',
      md5: sum,
      proof: 'checksum',
      mismatches: 0,
    });
  });

  test('cannot be confirmed before it was sent', () => {
    expect(() => run([{ type: 'started' }, confirmed])).toThrow('no arrow');
  });
});

const anyEvent = fc.constantFrom<FileEvent>(
  { type: 'started' },
  hashComputed,
  { type: 'uploadStarted' },
  confirmed,
  { type: 'bytesLost' },
  fails(true),
  fails(false),
  fails(true, 'queued'),
  { type: 'interrupted' },
  { type: 'missingAtDestination' },
  { type: 'triedAgain' },
);

test('no sequence of events leads to done without a hash and a confirmation after it', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let state: FileState = { status: 'queued' };
      let proved: 'no' | 'hashed' = 'no';
      for (const event of events) {
        let next: FileState;
        try {
          next = transition(state, event);
        } catch {
          continue;
        }
        if (event.type === 'hashComputed') proved = 'hashed';
        if (next.status === 'queued') proved = 'no';
        if (next.status === 'done') {
          expect(event.type).toBe('confirmed');
          expect(proved).toBe('hashed');
        }
        state = next;
      }
    }),
  );
});

import { expect, test } from 'vitest';
import { type Choice, everything } from '../album/choice.ts';
import { amount, samplePlan } from '../testing/sample-plan.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { nameOfChoice, nameOfRun, type TaskName } from './task.ts';

const titleOf = (key: string): string | null => (key === 'italia' ? 'Italia 2012' : null);

test.each<[Partial<Choice>, TaskName]>([
  [{}, { kind: 'library' }],
  [{ albums: ['italia'] }, { kind: 'album', title: 'Italia 2012' }],
  [{ albums: ['unknown'] }, { kind: 'albums', count: 1 }],
  [{ albums: ['italia', 'other'] }, { kind: 'albums', count: 2 }],
  [{ albums: ['italia'], from: '2012-01-01' }, { kind: 'selection' }],
  [{ albums: [], unfiled: true }, { kind: 'selection' }],
  [{ kinds: ['video'] }, { kind: 'selection' }],
  [{ items: ['a', 'b'] }, { kind: 'photos', count: 2 }],
  [{ picks: { assets: ['a'], thumbs: ['t', 'u'] } }, { kind: 'photos', count: 3 }],
])('a choice is named by what it has (%#)', (change, name) => {
  expect(nameOfChoice({ ...everything, ...change }, titleOf)).toEqual(name);
});

test('a copy that adds to earlier ones is named by what is new', () => {
  const plan = samplePlan({ all: amount(443), inPlace: { items: 406, bytes: 406 } });
  expect(nameOfRun(sampleRun({ plan }), titleOf)).toEqual({ kind: 'new', count: 37 });
  expect(nameOfRun(sampleRun({ plan: samplePlan({ all: amount(443) }) }), titleOf)).toEqual({
    kind: 'library',
  });
});

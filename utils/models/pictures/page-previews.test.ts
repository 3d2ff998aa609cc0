import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ComparedFile, PreviewAnswer } from '../../domain/picture/preview.ts';
import { createPagePreviews } from './page-previews.ts';

const picture: PreviewAnswer = { kind: 'picture', base64: btoa('JPEG'), sizeBytes: 9 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function start(answers: Record<string, PreviewAnswer[]>, compared: ComparedFile[] = []) {
  const asked: string[] = [];
  const isVisible = signal(true);
  const previews = createPagePreviews({
    read: async (photo) => {
      asked.push(photo);
      return answers[photo]?.shift() ?? { kind: 'none', sizeBytes: 9 };
    },
    compare: async () => compared.shift() ?? 'same',
    isVisible,
  });
  return { previews, asked, isVisible };
}

test('only previews on the screen are asked for, each until it is there', async () => {
  const { previews, asked } = start({ a: [{ kind: 'none', sizeBytes: 9 }, { kind: 'later' }, picture] });
  previews.of('b');
  previews.show('a');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(previews.of('a').value).toEqual({ kind: 'none', sizeBytes: 9 });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked).toEqual(['a', 'a', 'a']);
  expect(previews.of('a').value).toEqual({ kind: 'picture', address: 'blob:1', sizeBytes: 9 });
});

test('a preview that Jottacloud never makes is asked for five times', async () => {
  const { previews, asked } = start({});
  previews.show('a');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(5);
});

test.each(['broken', 'missing'] as const)('a preview that is %s is not asked for again', async (kind) => {
  const { previews, asked } = start({ a: [{ kind, sizeBytes: 9 }] });
  previews.show('a');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toEqual(['a']);
  expect(previews.of('a').value).toEqual({ kind, sizeBytes: 9 });
});

test('a hidden page and a preview off the screen ask for nothing', async () => {
  const { previews, asked, isVisible } = start({});
  isVisible.value = false;
  const release = previews.show('a');
  await vi.advanceTimersByTimeAsync(60_000);
  release();
  isVisible.value = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([]);
});

test('a file that is missing or different is lost, until a comparison finds it the same', async () => {
  const { previews } = start({ a: [{ kind: 'missing', sizeBytes: 9 }], b: [picture] }, ['different', 'same']);
  previews.show('a');
  previews.show('b');
  await vi.advanceTimersByTimeAsync(1_000);
  await previews.compare('b');
  expect([...previews.lost.value]).toEqual([
    ['a', 'missing'],
    ['b', 'different'],
  ]);
  await previews.compare('b');
  expect([...previews.lost.value]).toEqual([['a', 'missing']]);
});

test('what was lost is asked for again once a copy may have brought it back', async () => {
  const { previews, asked } = start({ a: [{ kind: 'missing', sizeBytes: 9 }, picture] });
  previews.show('a');
  await vi.advanceTimersByTimeAsync(1_000);
  previews.askAgain();
  expect(previews.of('a').value).toEqual({ kind: 'asking' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual(['a', 'a']);
  expect([previews.lost.value.size, previews.of('a').value.kind]).toEqual([0, 'picture']);
});

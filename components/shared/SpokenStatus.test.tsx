// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpokenStatus } from './SpokenStatus.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const spoken = () => screen.getByRole('status').textContent;
const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

test('progress four times a second is read aloud at most every ten seconds', async () => {
  const { rerender } = render(<SpokenStatus state="running" sentence="0 copied" />);
  const said = new Set<string | null>();
  for (let quarter = 1; quarter <= 100; quarter += 1) {
    rerender(<SpokenStatus state="running" sentence={`${quarter} copied`} />);
    await pass(250);
    said.add(spoken());
  }
  expect(said.size).toBe(3);
});

test('the last sentence is never lost', async () => {
  const { rerender } = render(<SpokenStatus state="running" sentence="Copying" />);
  rerender(<SpokenStatus state="running" sentence="Copying 1" />);
  await pass(1);
  rerender(<SpokenStatus state="running" sentence="Paused" />);
  await pass(9_000);
  expect(spoken()).toBe('Copying 1');
  await pass(1_000);
  expect(spoken()).toBe('Paused');
});

test('another state is announced at once, and progress after it waits again', async () => {
  const { rerender } = render(<SpokenStatus state="running" sentence="0 %" />);
  rerender(<SpokenStatus state="running" sentence="50 %" />);
  await pass(1);
  rerender(<SpokenStatus state="done" sentence="" />);
  expect(spoken()).toBe('');
  await pass(1);
  rerender(<SpokenStatus state="running" sentence="0 %" />);
  expect(spoken()).toBe('0 %');
  await pass(1);
  rerender(<SpokenStatus state="running" sentence="1 %" />);
  await pass(9_000);
  expect(spoken()).toBe('0 %');
  await pass(1_000);
  expect(spoken()).toBe('1 %');
});

import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { isErrorCode, type ErrorCode } from '../../../utils/errors.ts';
import { useBrowserTexts } from '../../testing/browser-texts.ts';
import { connectErrorText, errorText } from './error-text.ts';

beforeEach(() => useBrowserTexts('en'));

/** The table of codes is private: its rows are read from the source, and each is asked for. */
const codes = [
  ...readFileSync('utils/errors.ts', 'utf8').matchAll(/^ {2}'?([a-z0-9-]+)'?: '(?:retry|user|nobody)',$/gm),
]
  .map(([, code]) => code)
  .filter(isErrorCode);

test('every failure has a title and a sentence of its own', () => {
  const texts = codes.map((code) => errorText({ code, detail: '' }));
  expect(codes.length).toBeGreaterThan(30);
  expect(texts.filter(({ title, body }) => title === '' || body === '')).toEqual([]);
  expect(new Set(texts.map(({ title }) => title)).size).toBe(codes.length);
  expect(new Set(texts.map(({ body }) => body)).size).toBe(codes.length);
});

test('an unknown service is named by its host', () => {
  const { body } = connectErrorText({ code: 'unknown-service', detail: 'id.example.org' });
  expect(body).toContain('It names id.example.org,');
});

test('details for the log are not shown', () => {
  for (const code of codes.filter((one) => one !== 'unknown-service'))
    expect(errorText({ code, detail: 'SECRET' }).body).not.toContain('SECRET');
});

test.each([
  ['icloud', 'Apple asks us to slow down'],
  ['icloud-bytes', 'Apple asks us to slow down'],
  ['jottacloud', 'Jottacloud asks us to slow down'],
  ['browser', 'We have been asked to slow down'],
] as const)('a limit of %s names who set it', (service, title) => {
  expect(errorText({ code: 'rate-limited', detail: '', service }).title).toBe(title);
});

test.each<ErrorCode>(['network', 'rate-limited', 'service-down', 'bad-response', 'unexpected'])(
  'after a press on Connect, %s promises no attempt of its own',
  (code) => expect(connectErrorText({ code, detail: '' }).body).toContain('press Connect again'.slice(6)),
);

test('a code of a newer version reads as an unexpected error', () => {
  const stored: { code: ErrorCode; detail: string } = JSON.parse('{"code":"from-the-future","detail":""}');
  expect(errorText(stored).title).toBe('Something went wrong');
});

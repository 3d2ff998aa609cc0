import { expect, test } from 'vitest';
import type { FolderLevel } from '../../domain/layout/folder-level.ts';
import { TransferError } from '../../errors.ts';
import { createFolderModel } from './folder-model.ts';

/** A model over folders that a test names by path; `asked` lists what was read, `made` what was made. */
function start(levels: Record<string, FolderLevel | Error> = {}) {
  const asked: string[] = [];
  const made: string[] = [];
  const model = createFolderModel({
    async listFolder(path) {
      asked.push(path.join('/'));
      const level = levels[path.join('/')] ?? null;
      if (level instanceof Error) throw level;
      return level;
    },
    async makeFolder(path) {
      const level = levels[`make ${path.join('/')}`];
      if (level instanceof Error) throw level;
      made.push(path.join('/'));
      levels[path.join('/')] ??= { folders: [], files: 0 };
    },
    compareNames: new Intl.Collator('en', { numeric: true }).compare,
  });
  return { model, asked, made, levels };
}

test('opens one level with one request, its folders in order', async () => {
  const { model, asked } = start({ Photos: { folders: ['Trip 10', 'trip 9', 'Ålesund'], files: 12 } });
  await model.open(['Photos']);
  expect(model.path.value).toEqual(['Photos']);
  expect(model.opened.value).toEqual({
    status: 'read',
    folders: ['Ålesund', 'trip 9', 'Trip 10'],
    files: 12,
  });
  expect(asked).toEqual(['Photos']);
});

test('a folder that is not there is new', async () => {
  const { model } = start();
  await model.open(['Photos', 'Italy']);
  expect(model.opened.value).toEqual({ status: 'new' });
});

test('a failure is shown, and opening the folder once more tries again', async () => {
  const { model, levels } = start({ '': new TransferError('offline', 'no net') });
  await model.open([]);
  expect(model.opened.value).toMatchObject({ status: 'failed', error: { code: 'offline' } });
  levels[''] = { folders: ['Photos'], files: 0 };
  await model.open([]);
  expect(model.opened.value).toMatchObject({ status: 'read', folders: ['Photos'] });
});

test('a slow answer about a folder that was left is ignored', async () => {
  const slow = Promise.withResolvers<FolderLevel>();
  const model = createFolderModel({
    listFolder: (path) =>
      path.length === 0 ? slow.promise : Promise.resolve({ folders: ['Rome'], files: 1 }),
    makeFolder: () => Promise.resolve(),
    compareNames: () => 0,
  });
  const first = model.open([]);
  await model.open(['Italy']);
  slow.resolve({ folders: ['Italy'], files: 0 });
  await first;
  expect(model.path.value).toEqual(['Italy']);
  expect(model.opened.value).toMatchObject({ folders: ['Rome'] });
});

test('makes a folder of several levels in the opened one and opens it', async () => {
  const { model, made } = start({ Photos: { folders: ['Norway'], files: 0 } });
  await model.open(['Photos']);
  expect(await model.create(' Italy 2022 / Rome ')).toBeNull();
  expect(made).toEqual(['Photos/Italy 2022/Rome']);
  expect(model.path.value).toEqual(['Photos', 'Italy 2022', 'Rome']);
  expect(model.opened.value).toEqual({ status: 'read', folders: [], files: 0 });
});

test('a name that differs from a folder in letter case alone opens that folder', async () => {
  const { model, made } = start({ '': { folders: ['Photos'], files: 0 }, Photos: { folders: [], files: 3 } });
  await model.open([]);
  expect(await model.create('PHOTOS')).toBeNull();
  expect(made).toEqual(['Photos']);
  expect(model.opened.value).toMatchObject({ files: 3 });
});

test.each([
  ['', 'empty'],
  ['a:b', 'forbidden-character'],
  ['..', 'edge-space-or-dot'],
] as const)('%j is refused before Jottacloud is asked: %s', async (name, problem) => {
  const { model, made } = start({ '': { folders: [], files: 0 } });
  await model.open([]);
  expect(await model.create(name)).toBe(problem);
  expect(made).toEqual([]);
  expect(model.path.value).toEqual([]);
});

test('a path that becomes too long with the folders above is refused', async () => {
  const deep = Array.from({ length: 10 }, () => 'a');
  const { model } = start({ [deep.join('/')]: { folders: [], files: 0 } });
  await model.open(deep);
  expect(await model.create('b')).toBe('too-long');
});

test('what Jottacloud refuses is thrown, and the opened folder stays', async () => {
  const { model } = start({
    '': { folders: [], files: 0 },
    'make New': new TransferError('name-refused', 'status 400'),
  });
  await model.open([]);
  await expect(model.create('New')).rejects.toThrow('status 400');
  expect(model.path.value).toEqual([]);
  expect(model.opened.value).toMatchObject({ status: 'read' });
});

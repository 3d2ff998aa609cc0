import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  version: string;
  integrity?: string;
  optional?: boolean;
  os?: string[];
  hasInstallScript?: boolean;
}
const read = (name: string): unknown => JSON.parse(readFileSync(name, 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const manifest = read('package.json') as {
  optionalDependencies: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

test('the Node that builds and tests is locked with a checksum, for each platform', () => {
  const names = Object.keys(manifest.optionalDependencies);
  const platforms = names.map((name) => packages[`node_modules/${name}`]);
  expect(new Set(platforms.flatMap((each) => each?.os))).toEqual(new Set(['darwin', 'linux', 'win32']));
  for (const each of platforms)
    expect(each).toMatchObject({ optional: true, integrity: expect.stringMatching(/^sha512-/) });
  expect(new Set(platforms.map((each) => each?.version))).toEqual(
    new Set(Object.values(manifest.optionalDependencies)),
  );
});

test('every package is locked with a checksum, and none runs an install script', () => {
  const foreign = Object.entries(packages).filter(([path]) => path !== '');
  expect(foreign.length).toBeGreaterThan(100);
  expect(foreign.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  expect(foreign.filter(([, each]) => each.hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('every version is exact', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  for (const version of Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

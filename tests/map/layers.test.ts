import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'layers-'));
copyFileSync('.oxlintrc.layers.json', join(root, '.oxlintrc.json'));
afterAll(() => rmSync(root, { recursive: true }));

/** Lints a file that holds nothing but one import. @returns the rules that refuse it */
function lintImport(file: string, specifier: string, name = 'probe'): string[] {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import { ${name} } from '${specifier}';\nexport const used = ${name};\n`);
  const args = ['node_modules/oxlint/bin/oxlint', '-c', join(root, '.oxlintrc.json'), '-f', 'json', path];
  const { diagnostics }: { diagnostics: { code: string }[] } = JSON.parse(runOxlint(args));
  return diagnostics.map(({ code }) => code);
}

function runOxlint(args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8' });
  } catch (error) {
    // It exits with 1 where it refuses something.
    return String(Object(error).stdout);
  }
}

const refused = ['eslint(no-restricted-imports)'];

describe('the linter', () => {
  test.each([
    ['components/shared/text/probe.ts', '../../run/StateBody.tsx'],
    ['components/shared/Probe.tsx', '../run/StateBody.tsx'],
    ['components/plan/sheet/Probe.tsx', '../../run/StateBody.tsx'],
    ['components/popup/Probe.tsx', '../../entrypoints/plan/main.tsx'],
    ['components/popup/Probe.tsx', '../report/ReportPage.tsx'],
    ['entrypoints/popup/probe.ts', '../plan/main.tsx'],
    ['entrypoints/background/host/probe.ts', '../../plan/main.tsx'],
    ['utils/domain/run/probe.ts', '../../store/schema.ts'],
  ])('refuses that %s imports %s', (file, specifier) => {
    expect(lintImport(file, specifier)).toEqual(refused);
  });

  test.each([
    ['components/shared/years/Probe.tsx', '../text/error-text.ts'],
    ['components/plan/sheet/Probe.tsx', '../../shared/text/error-text.ts'],
    ['components/plan/sheet/Probe.tsx', '../PlanSpace.tsx'],
    ['components/popup/Probe.tsx', '../run/StateBody.tsx'],
    ['entrypoints/popup/probe.ts', '../shared/sheet-ports.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(lintImport(file, specifier)).toEqual([]);
  });

  test.each(['signal', 'computed', 'effect'])('refuses that a component makes a %s', (name) => {
    expect(lintImport('components/popup/Probe.tsx', '@preact/signals', name)).toEqual(refused);
    expect(lintImport('components/shared/picture/probe.ts', '@preact/signals', name)).toEqual(refused);
  });

  test('lets a component use a signal of its own', () => {
    expect(lintImport('components/popup/Probe.tsx', '@preact/signals', 'useSignal')).toEqual([]);
  });
});

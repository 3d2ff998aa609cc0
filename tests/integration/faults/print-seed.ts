/** Runs before the tests: prints which part of the fault matrix this run covers. */
export default function printSeed(): void {
  const seed = process.env['FAULT_SEED'];
  console.log(
    process.env['TEST_TIER'] === 'full'
      ? 'fault matrix: all cases'
      : `fault matrix: a sample (FAULT_SEED=${seed} repeats it, TEST_TIER=full runs all cases)`,
  );
}

/** Before the tests: says which part of the fault matrix is run. */
export default function tellSeed(): void {
  const seed = process.env['FAULT_SEED'];
  console.log(
    process.env['TEST_TIER'] === 'full'
      ? 'fault matrix: all cases'
      : `fault matrix: a sample, seed ${seed} (FAULT_SEED=${seed} npm test draws it again; TEST_TIER=full: all)`,
  );
}

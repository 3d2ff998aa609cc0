import type { YearsPorts } from '../../utils/models/report/years-model.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { countMonths } from '../../utils/store/years/count-months.ts';
import { readMissing } from '../../utils/store/years/read-missing.ts';
import { readYears } from '../../utils/store/years/read-years.ts';

/** Returns what "Your years" reads, from the log of this browser. */
export const createYearsPorts = (): YearsPorts => ({
  readYears: async () => readYears(await sharedLog()),
  readMissing: async (year) => readMissing(await sharedLog(), year),
  countMonths: async () => countMonths(await sharedLog()),
});

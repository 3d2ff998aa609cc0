import type { Years } from '../../utils/domain/years/years.ts';
import type { YearsPorts } from '../../utils/models/report/years-model.ts';
import { sharedLog } from '../../utils/store/database.ts';
import { countMonths } from '../../utils/store/years/count-months.ts';
import { readMissing } from '../../utils/store/years/read-missing.ts';
import { readYears } from '../../utils/store/years/read-years.ts';

/** Reads the years from the log of this browser. */
export const readYearsNow = async (): Promise<Years | null> => readYears(await sharedLog());

/** Returns what "Your years" reads, from the log of this browser. @param read reads the years */
export const createYearsPorts = (read = readYearsNow): YearsPorts => ({
  readYears: read,
  readMissing: async (year) => readMissing(await sharedLog(), year),
  countMonths: async () => countMonths(await sharedLog()),
});

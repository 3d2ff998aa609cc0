import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type ErrorRecord, toErrorRecord } from '../../../utils/errors.ts';
import { formatPercent } from '../../../utils/format.ts';
import { t } from '../../../utils/i18n.ts';
import type { ReportFormat, ReportModel } from '../../../utils/models/report/report-model.ts';
import { isPart } from '../../../utils/domain/run/part.ts';
import { errorText } from '../../shared/text/error-text.ts';
import { Notice } from '../../shared/Notice.tsx';

/** Target of the link while there is no file. */
const NO_FILE = '#take-away-heading';

const reasonOf = (error: ErrorRecord): string => errorText(error).title;

/** A link to a file that is made on each press, from the current log. */
export function DownloadLink(props: { model: ReportModel; format: ReportFormat; label: string }) {
  const { model, format, label } = props;
  const link = useRef<HTMLAnchorElement>(null);
  const part = useSignal<number | null>(null);
  const failure = useSignal<ErrorRecord | null>(null);
  const address = useRef<string | null>(null);
  useEffect(() => () => forget(address.current), []);

  async function make(): Promise<void> {
    if (part.value !== null) return;
    part.value = 0;
    failure.value = null;
    try {
      const file = await model.makeFile(format, reasonOf, (done) => {
        part.value = done;
      });
      forget(address.current);
      address.current = URL.createObjectURL(file);
      if (link.current) {
        link.current.href = address.current;
        link.current.click();
      }
    } catch (error) {
      failure.value = toErrorRecord(error);
    } finally {
      link.current?.setAttribute('href', NO_FILE);
      part.value = null;
    }
  }

  function press(event: Event): void {
    // The click from `make` already has the address of the file.
    if (link.current?.getAttribute('href') !== NO_FILE) return;
    event.preventDefault();
    void make();
  }

  return (
    <div>
      <a ref={link} href={NO_FILE} download={fileName(model, format)} onClick={press}>
        {label}
      </a>
      <output>{part.value !== null && ` ${t('takeAwayMaking', formatPercent(part.value))}`}</output>
      {failure.value && <Notice tone="bad" text={errorText(failure.value)} />}
    </div>
  );
}

/** Returns the file name. It has the day, and marks a partial copy, because the list of files alone does not show that. */
function fileName({ report: { value: report }, today }: ReportModel, format: ReportFormat): string {
  return `fotoflytt-report${report && isPart(report.run) ? '-part' : ''}-${today()}.${format}`;
}

const forget = (address: string | null): void => {
  if (address !== null) URL.revokeObjectURL(address);
};

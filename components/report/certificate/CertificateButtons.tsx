import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { t, textLanguage } from '../../../utils/i18n.ts';
import type { Report } from '../../../utils/domain/report/report.ts';
import type { ReportModel } from '../../../utils/models/report/report-model.ts';
import { ActionButton } from '../../shared/ActionButton.tsx';
import { destinationText } from '../../shared/text/destination-text.ts';
import { certificateHtml, drawAsJpeg } from './certificate-html.ts';
import { certificateText } from './certificate-text.ts';

interface ButtonsProps {
  report: Report;
  model: ReportModel;
  /** Element of the certificate, of which a copy is saved. */
  shown: RefObject<HTMLElement | null>;
}

/**
 * Saves the certificate, prints it or copies its text, once it can name both accounts. A certificate that is still being
 * counted cannot be saved.
 */
export function CertificateButtons({ report, model, shown }: ButtonsProps) {
  const said = useSignal('');
  const isReady = model.counting.value.isCounted;
  const title = `${t('certificateTitle')} ${model.today()}`;
  async function save(): Promise<void> {
    said.value = '';
    await model.untilAsked();
    if (!shown.current) return;
    await showPictures(shown.current);
    const page = { title, language: textLanguage(), draw: drawAsJpeg };
    const name = await model.saveReport(certificateHtml(shown.current, page));
    said.value = t('certificateSaved', destinationText(report.run.destinationFolder, name));
  }
  async function printPage(): Promise<void> {
    await model.untilAsked();
    if (shown.current) await showPictures(shown.current);
    print();
  }
  async function copy(): Promise<void> {
    await model.untilAsked();
    await model.copyText(certificateText(model.report.value ?? report, model));
    said.value = t('certificateCopied');
  }
  return (
    <div class="certificate__buttons" data-screen>
      <ActionButton
        label={t('certificateSave')}
        main
        blockedBy={isReady ? undefined : 'certificate-said'}
        press={save}
      />
      <ActionButton label={t('certificatePdf')} press={printPage} />
      <ActionButton label={t('certificateCopy')} press={copy} />
      <output id="certificate-said">{isReady ? said.value : t('certificateCounting')}</output>
    </div>
  );
}

/** Longest wait for the pictures of a certificate that nobody has scrolled to. */
const MAX_WAIT_MS = 2_000;
const STEP_MS = 100;

/** Puts the pictures on the screen, because they are read only there, and waits until all that exist are drawn. */
async function showPictures(certificate: HTMLElement): Promise<void> {
  const boxes = [...certificate.querySelectorAll('.photo-picture')];
  for (let step = 0; step * STEP_MS < MAX_WAIT_MS; step += 1) {
    const open = boxes.filter((box) => box.querySelector('img')?.complete !== true);
    if (open.length === 0) return;
    // One after the other: a picture that does not exist must not keep the others off the screen.
    open[step % open.length]?.scrollIntoView({ block: 'nearest' });
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}

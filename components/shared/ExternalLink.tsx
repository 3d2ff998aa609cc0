import type { ComponentChildren } from 'preact';
import { t } from '../../utils/i18n.ts';

/** A link to a web site in a new tab, announced to screen readers. */
export const ExternalLink = (props: { href: string; title?: string; children: ComponentChildren }) => (
  <a href={props.href} title={props.title} target="_blank" rel="noreferrer">
    {props.children}
    <span class="visually-hidden"> {t('opensNewTab')}</span>
  </a>
);

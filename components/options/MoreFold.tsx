import type { ComponentChildren } from 'preact';
import './more-fold.css';

/** A fold for settings that few people need. @param props.isOpen at first */
export const MoreFold = (props: { label: string; isOpen?: boolean; children: ComponentChildren }) => (
  <details class="more-fold" open={props.isOpen ?? false}>
    <summary>{props.label}</summary>
    <div class="more-fold__content">{props.children}</div>
  </details>
);

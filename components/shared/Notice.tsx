import { Icon } from './Icon.tsx';
import type { ErrorText } from './text/error-text.ts';
import './notice.css';

/** A failure in words, read aloud at once. */
export function Notice({ tone, text }: { tone: 'warn' | 'bad'; text: ErrorText }) {
  return (
    <div role="alert" class={`notice notice--${tone}`}>
      <Icon name="warning" />
      <div>
        <p class="notice__title">{text.title}</p>
        {text.body && <p>{text.body}</p>}
      </div>
    </div>
  );
}

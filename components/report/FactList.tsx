import './fact-list.css';

/** Names and values in two columns. */
export const FactList = ({ facts }: { facts: [name: string, value: string][] }) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={name} class="facts__row">
        <dt>{name}</dt>
        <dd class={isCode(value) ? 'facts__code' : undefined}>{value}</dd>
      </div>
    ))}
  </dl>
);

/** Nobody reads a fingerprint as a word. */
const isCode = (value: string): boolean => /^[\da-f]{64}$/.test(value);

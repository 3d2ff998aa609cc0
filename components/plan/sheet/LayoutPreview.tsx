import { t } from '../../../utils/i18n.ts';
import type { Arrangement } from '../../../utils/domain/layout/arrangement.ts';
import { levelsOf } from '../../../utils/domain/layout/destination-folder.ts';
import { layoutPreview, type PreviewNode } from '../../../utils/domain/layout/layout-preview.ts';
import { exampleSample, type LayoutSample } from '../../../utils/domain/layout/layout-sample.ts';
import { Icon } from '../../shared/Icon.tsx';
import './layout-preview.css';

/** Preview of the folders, with the user's own albums once they are known, otherwise with an example. */
export function LayoutPreview(props: {
  layoutSample: LayoutSample | null;
  destination: string;
  arrangement: Arrangement;
}) {
  const { layoutSample, destination, arrangement } = props;
  const own = layoutSample ? layoutPreview(layoutSample, arrangement) : [];
  const example = (): LayoutSample =>
    exampleSample({ album: t('exampleAlbum'), folder: t('exampleFolder'), inFolder: t('exampleInFolder') });
  // The user's photos may all be in lists that are left out.
  const nodes = own.length > 0 ? own : layoutPreview(example(), arrangement);
  return (
    <figure class="layout-preview">
      <figcaption>{own.length > 0 ? t('previewOwn') : t('previewExample')}</figcaption>
      <ul>
        <Node node={below(levelsOf(destination), nodes)} />
      </ul>
    </figure>
  );
}

/** Puts folders one in the other, and the rest into the last of them. */
const below = ([name = '', ...levels]: readonly string[], children: PreviewNode[]): PreviewNode => ({
  name,
  children: levels.length === 0 ? children : [below(levels, children)],
});

const Node = ({ node: { name, children } }: { node: PreviewNode }) => (
  <li>
    <span class="layout-preview__name">
      <Icon name={children.length > 0 ? 'folder' : 'photo'} />
      {name}
    </span>
    {children.length > 0 && (
      <ul>
        {children.map((child) => (
          <Node key={child.name} node={child} />
        ))}
      </ul>
    )}
  </li>
);

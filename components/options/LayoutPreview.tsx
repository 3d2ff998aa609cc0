import { t } from '../../utils/i18n.ts';
import { layoutPreview, type PreviewNode } from '../../utils/domain/layout/layout-preview.ts';
import { exampleSample } from '../../utils/domain/layout/layout-sample.ts';
import type { SettingsModel } from '../../utils/models/settings-model.ts';
import { Icon } from '../shared/Icon.tsx';
import './layout-preview.css';

/** Preview of the folders, with the user's own albums once they are known, otherwise with an example. */
export function LayoutPreview({ model }: { model: SettingsModel }) {
  const sample =
    model.layoutSample.value ??
    exampleSample({ album: t('exampleAlbum'), folder: t('exampleFolder'), inFolder: t('exampleInFolder') });
  return (
    <figure class="layout-preview">
      <figcaption>{sample.isOwn ? t('previewOwn') : t('previewExample')}</figcaption>
      <ul>
        <Node
          node={{
            name: model.destinationFolder.value,
            children: layoutPreview(sample, model.arrangement.value),
          }}
        />
      </ul>
    </figure>
  );
}

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

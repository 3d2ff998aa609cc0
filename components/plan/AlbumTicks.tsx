import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { formatCount } from '../../utils/format.ts';
import { t } from '../../utils/i18n.ts';
import {
  type AlbumChoice,
  type AlbumChoices,
  albumKeys,
  itemsIn,
  tickOf,
  withTick,
} from '../../utils/domain/album/album-choice.ts';
import { Icon } from '../shared/Icon.tsx';
import type { ChoiceDraft } from './choice-draft.ts';
import { TickRow } from './TickRow.tsx';

type Change = (part: Partial<ChoiceDraft>) => void;

/** With more albums than this, folders begin closed. */
const MAX_OPEN = 30;

/** Ticks for folders and albums, and for photos in no album. */
export function AlbumTicks(props: { choices: AlbumChoices; draft: ChoiceDraft; change: Change }) {
  const { tree, unfiledItems } = props.choices;
  const isOpen = tree.flatMap(albumKeys).length <= MAX_OPEN;
  return (
    <fieldset class="ticks">
      <legend class="visually-hidden">{t('planAlbums')}</legend>
      <Branch nodes={tree} isOpen={isOpen} draft={props.draft} change={props.change} />
      <TickRow
        name={t('choiceUnfiled')}
        count={formatCount(unfiledItems)}
        tick={props.draft.unfiled ? 'all' : 'none'}
        press={() => props.change({ unfiled: !props.draft.unfiled })}
      />
    </fieldset>
  );
}

type BranchProps = { isOpen: boolean; draft: ChoiceDraft; change: Change };

const Branch = ({ nodes, isOpen, draft, change }: BranchProps & { nodes: AlbumChoice[] }) => (
  <ul class="ticks__branch">
    {nodes.map((node) => {
      const Row = node.isFolder ? Folder : Album;
      return (
        <li key={node.key}>
          <Row node={node} isOpen={isOpen} draft={draft} change={change} />
        </li>
      );
    })}
  </ul>
);

type NodeProps = BranchProps & { node: AlbumChoice };

const Album = ({ node, draft, change, fold }: NodeProps & { fold?: ComponentChildren }) => (
  <TickRow
    fold={fold}
    name={nameOf(node)}
    count={formatCount(itemsIn(node))}
    tick={tickOf(node, draft.albums)}
    press={() => change({ albums: withTick(node, draft.albums) })}
  />
);

function Folder(props: NodeProps) {
  const { node } = props;
  const isOpen = useSignal(props.isOpen);
  const id = useId();
  return (
    <>
      <Album
        {...props}
        fold={
          <button
            type="button"
            class="ticks__fold"
            aria-label={t('choiceFold', nameOf(node))}
            aria-expanded={isOpen.value}
            aria-controls={id}
            onClick={() => (isOpen.value = !isOpen.value)}
          >
            <Icon name="chevron" />
          </button>
        }
      />
      <div id={id} hidden={!isOpen.value}>
        {isOpen.value && (
          <Branch nodes={node.children} isOpen={props.isOpen} draft={props.draft} change={props.change} />
        )}
      </div>
    </>
  );
}

const nameOf = ({ name }: AlbumChoice): string => name ?? t('untitledAlbum');

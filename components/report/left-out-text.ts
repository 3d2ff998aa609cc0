import { formatCount, formatList } from '../../utils/format.ts';
import { type MessageKey, t, tn } from '../../utils/i18n.ts';
import type { LeftOut } from '../../utils/domain/report/report.ts';

/** Returns what a copy leaves out, by choice or because it cannot be copied, one sentence each. */
export function leftOutTexts(leftOut: LeftOut): string[] {
  const {
    notChosen,
    hidden,
    recentlyDeleted,
    copiesHidden,
    copiesRecentlyDeleted,
    noCompatible = 0,
  } = leftOut;
  const count = (wanted: string): number =>
    leftOut.cannot.find(({ reason }) => reason === wanted)?.count ?? 0;
  const smart = count('smart-album');
  return [
    ...(notChosen > 0 ? [tn('leftOutNotChosen', notChosen, formatCount(notChosen))] : []),
    ...(copiesRecentlyDeleted
      ? []
      : [
          recentlyDeleted
            ? tn('leftOutDeleted', recentlyDeleted, formatCount(recentlyDeleted))
            : t('leftOutRecentlyDeleted'),
        ]),
    ...(copiesHidden ? [] : [hidden ? tn('leftOutHidden', hidden, formatCount(hidden)) : t('leftOutHidden')]),
    ...(smart > 0 ? [tn('leftOutSmart', smart, formatCount(smart))] : []),
    ...(noCompatible > 0 ? [tn('compatibleNone', noCompatible, formatCount(noCompatible))] : []),
    ...furtherSentences(leftOut),
    t(leftOut.copiesSharedAlbums ? 'leftOutOldSharedAlbums' : 'leftOutSharedAlbums'),
    t('leftOutPeople'),
  ];
}

const furtherNames: Record<string, MessageKey> = {
  resOriginalSpatialOverCapture: 'furtherOvercapture',
  resOriginalVidComplOverCapture: 'furtherOvercapture',
  resAudio: 'furtherSound',
  resSidecarOther: 'furtherSidecar',
  resAdjBaseJPEG: 'furtherEditData',
  resAdjBaseVid: 'furtherEditData',
  resAdjBaseNormalVid: 'furtherEditData',
  resAdjData: 'furtherEditData',
};

/** Names each kind of file once. Unknown kinds get a sentence of their own, with Apple's names. */
function furtherSentences({ furtherFiles: files, furtherCopiedBefore }: LeftOut): string[] {
  const names = files.flatMap((file) => {
    const key = furtherNames[file];
    return key ? [t(key)] : [];
  });
  const unknown = files.filter((file) => !furtherNames[file]);
  const key = furtherCopiedBefore ? 'leftOutFurtherBefore' : 'leftOutFurther';
  return [
    ...(names.length > 0 ? [t(key, formatList([...new Set(names)]))] : []),
    ...(unknown.length > 0 ? [t('leftOutUnknown', formatList(unknown))] : []),
  ];
}

import type { AssetOptions } from '../icloud/library/asset-options.ts';
import type { OddOptions, SampleWriter } from './sample-writer.ts';

/** Noon of 10 September 2022 where they were taken. */
const DAY_MS = Date.UTC(2022, 8, 10, 10);

/** Name (null: none), and what else is odd. */
const NAMES: Record<string, [name: AssetOptions['name'], more?: OddOptions]> = {
  'name-decomposed': ['Ra\u0308ksmo\u0308rga\u030As.JPG'],
  'name-emoji': ['🦌🌲 älg.JPG'],
  'name-forbidden': ['AC/DC: "live"?.JPG'],
  'name-percent': ['100 %.JPG'],
  'name-control': ['tab\there.JPG'],
  'name-edges': [' .skjult .JPG'],
  'name-device': ['CON.JPG'],
  'name-255-bytes': [`${'å'.repeat(125)}x.JPG`],
  'name-chinese': ['假期_01.jpg'],
  'name-missing': [null, { recordName: 'AAAA0001-0000-4000-8000-000000000001' }],
  'name-bad-base64': [
    { kind: 'badBase64', value: 'SU1HXzc0MDkuSlBH=x' },
    { recordName: 'AAAA0002-0000-4000-8000-000000000002' },
  ],
  'name-plain-string': [{ kind: 'plainString', text: 'IMG_7409.JPG' }],
  'name-without-extension': ['Sommer'],
  'name-wrong-extension': ['IMG_3101.JPG', { media: 'scene-10.heic' }],
  'name-other-spelling': ['IMG_3102.jpeg'],
  'type-missing': ['IMG_3103.JPG', { itemType: null }],
  'type-unknown': ['skann.xyz', { type: 'com.example.unheard-of' }],
};

/** Names that broke one of the peers; all of September 2022 and in no album. */
export function addOddNames(writer: SampleWriter): void {
  for (const [index, [label, [name, more]]] of Object.entries(NAMES).entries())
    writer.odd(label, name, DAY_MS + index * 60_000, more);
  writer.odd('name-small-letters', 'img_3104.jpg', DAY_MS + 3_600_000, {
    liveVideo: writer.extra('live-2.mov'),
    assetSubtypeV2: 2,
  });
}

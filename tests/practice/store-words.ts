/** The words beside or above the product in a picture for the stores. */
export interface PictureWords {
  headline: string;
  /** A second sentence, if the picture has space for it. */
  text: string;
}

/** Names of the pictures' files. The stores show them in this order. */
export type PictureName =
  '1-popup' | '2-first-run' | '3-details' | '4-report' | '5-icloud-photos' | 'tile-440x280';

const headline = (words: string): PictureWords => ({ headline: words, text: '' });

/** Words of all pictures, in each language of which there are pictures. */
export const storeWords = {
  en: {
    '1-popup': {
      headline: 'Your iCloud Photos, in your own Jottacloud',
      text: 'Byte for byte, straight from your browser. Pause it or close the browser: copying resumes where it stopped.',
    },
    '2-first-run': headline('Five photos first, so that you see it work'),
    '3-details': headline('See every file on its way'),
    '4-report': headline('Every photo verified, or listed with the reason'),
    '5-icloud-photos': headline('Or send just the photos you choose'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud Photos to Jottacloud' },
  },
  nb: {
    '1-popup': {
      headline: 'iCloud-bildene dine i din egen Jottacloud',
      text: 'Byte for byte, rett fra nettleseren din. Sett på pause eller lukk nettleseren: Kopieringen fortsetter der den stoppet.',
    },
    '2-first-run': headline('Fem bilder først, så du ser at det virker'),
    '3-details': headline('Følg hver fil på veien'),
    '4-report': headline('Hvert bilde bekreftet, eller oppført med årsak'),
    '5-icloud-photos': headline('Eller send bare bildene du velger'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-bilder til Jottacloud' },
  },
} satisfies Record<string, Record<PictureName, PictureWords>>;

export type Language = keyof typeof storeWords;

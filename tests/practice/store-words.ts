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
      headline: 'iCloud‑bildene dine i din egen Jottacloud',
      text: 'Byte for byte, rett fra nettleseren din. Sett på pause eller lukk nettleseren: Kopieringen fortsetter der den stoppet.',
    },
    '2-first-run': headline('Fem bilder først, så du ser at det virker'),
    '3-details': headline('Følg hver fil på veien'),
    '4-report': headline('Hvert bilde bekreftet, eller oppført med årsak'),
    '5-icloud-photos': headline('Eller send bare bildene du velger'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-bilder til Jottacloud' },
  },
  sv: {
    '1-popup': {
      headline: 'Dina iCloud‑bilder i din egen Jottacloud',
      text: 'Byte för byte, direkt från din webbläsare. Pausa eller stäng webbläsaren: kopieringen fortsätter där den slutade.',
    },
    '2-first-run': headline('Fem bilder först, så att du ser att det fungerar'),
    '3-details': headline('Följ varje fil på vägen'),
    '4-report': headline('Varje bild verifierad, eller listad med orsak'),
    '5-icloud-photos': headline('Eller skicka bara de bilder du väljer'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-bilder till Jottacloud' },
  },
  da: {
    '1-popup': {
      headline: 'Dine iCloud‑fotos i din egen Jottacloud',
      text: 'Byte for byte, direkte fra din browser. Sæt på pause, eller luk browseren: Kopieringen fortsætter, hvor den slap.',
    },
    '2-first-run': headline('Fem fotos først, så du ser, at det virker'),
    '3-details': headline('Følg hver fil på vejen'),
    '4-report': headline('Hvert foto bekræftet, eller nævnt med årsag'),
    '5-icloud-photos': headline('Eller send kun de fotos, du vælger'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-fotos til Jottacloud' },
  },
  fi: {
    '1-popup': {
      headline: 'iCloud‑kuvasi omaan Jottacloudiisi',
      text: 'Tavu tavulta, suoraan selaimestasi. Keskeytä tai sulje selain: kopiointi jatkuu siitä, mihin se jäi.',
    },
    '2-first-run': headline('Ensin viisi kuvaa, jotta näet sen toimivan'),
    '3-details': headline('Seuraa jokaista tiedostoa matkalla'),
    '4-report': headline('Jokainen kuva vahvistettu tai mainittu syineen'),
    '5-icloud-photos': headline('Tai lähetä vain valitsemasi kuvat'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-kuvat Jottacloudiin' },
  },
  de: {
    '1-popup': {
      headline: 'Ihre iCloud‑Fotos in Ihrer eigenen Jottacloud',
      text: 'Byte für Byte, direkt aus Ihrem Browser. Pausieren Sie oder schließen Sie den Browser: Es geht dort weiter, wo es aufgehört hat.',
    },
    '2-first-run': headline('Zuerst fünf Fotos, damit Sie sehen, dass es klappt'),
    '3-details': headline('Jede Datei auf ihrem Weg sehen'),
    '4-report': headline('Jedes Foto geprüft oder mit Grund aufgeführt'),
    '5-icloud-photos': headline('Oder nur die Fotos senden, die Sie auswählen'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-Fotos zu Jottacloud' },
  },
  nl: {
    '1-popup': {
      headline: 'Je iCloud‑foto’s in je eigen Jottacloud',
      text: 'Byte voor byte, rechtstreeks vanuit je browser. Pauzeer of sluit de browser: het kopiëren gaat verder waar het stopte.',
    },
    '2-first-run': headline('Eerst vijf foto’s, zodat je ziet dat het werkt'),
    '3-details': headline('Volg elk bestand onderweg'),
    '4-report': headline('Elke foto geverifieerd, of vermeld met reden'),
    '5-icloud-photos': headline('Of stuur alleen de foto’s die je kiest'),
    'tile-440x280': { headline: 'Fotoflytt', text: 'iCloud-foto’s naar Jottacloud' },
  },
} satisfies Record<string, Record<PictureName, PictureWords>>;

export type Language = keyof typeof storeWords;

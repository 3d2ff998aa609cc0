import type { FolderLanguage } from '../layout/folder-names.ts';

/** The few words of a gallery page. Like the names of our folders, they stay in the language of the first copy. */
export interface GalleryTexts {
  folders: string;
  photos: string;
  pages: string;
  /** Name of a link to a details file. */
  details: string;
  /** Names a page: `Page 2`. */
  page: (number: number) => string;
}

const texts: Record<FolderLanguage, Omit<GalleryTexts, 'page'> & { page: string }> = {
  en: { folders: 'Folders', photos: 'Photos and videos', pages: 'Pages', details: 'Details', page: 'Page' },
  nb: { folders: 'Mapper', photos: 'Bilder og videoer', pages: 'Sider', details: 'Detaljer', page: 'Side' },
  sv: { folders: 'Mappar', photos: 'Bilder och videor', pages: 'Sidor', details: 'Detaljer', page: 'Sida' },
  da: { folders: 'Mapper', photos: 'Fotos og videoer', pages: 'Sider', details: 'Detaljer', page: 'Side' },
  fi: { folders: 'Kansiot', photos: 'Kuvat ja videot', pages: 'Sivut', details: 'Lisätiedot', page: 'Sivu' },
  de: { folders: 'Ordner', photos: 'Fotos und Videos', pages: 'Seiten', details: 'Details', page: 'Seite' },
  nl: {
    folders: 'Mappen',
    photos: 'Foto’s en video’s',
    pages: 'Pagina’s',
    details: 'Details',
    page: 'Pagina',
  },
};

/** Returns the words of a gallery page. */
export function galleryTexts(language: FolderLanguage): GalleryTexts {
  const { page, ...others } = texts[language];
  return { ...others, page: (number) => `${page} ${number}` };
}

const MIMES: Record<string, string> = {
  heic: 'image/heic',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
};

/** What the service writes beside a revision, guessed from the name alone (for anything but HEIC the spelling is invented). */
export function guessMime(name: string): { mime: string; mstyle: string } {
  const mime = MIMES[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
  return { mime, mstyle: mime.toUpperCase().replace(/[^A-Z0-9]/g, '_') };
}

/** Characters of a file name without its ending; longer names trouble some file systems and archives. */
const NAME_LENGTH_MAX = 100;

/* Separators of paths, what Windows refuses in a name, and controls. */
const UNFIT = /[/\\:*?"<>|\u0000-\u001f\u007f]/g;

/** A text as the name of a file that every system can keep: no separator, no dots at its ends, nothing that Windows refuses, of limited length. */
export function fileNameOf(text: string, ending: string): string {
  const fit = text
    .replace(UNFIT, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.\s]+/, '');
  const short = [...fit]
    .slice(0, NAME_LENGTH_MAX)
    .join('')
    .replace(/[.\s]+$/, '');
  return `${short === '' ? '_' : short}.${ending}`;
}

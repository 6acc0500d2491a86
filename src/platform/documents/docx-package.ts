const DIRECTORY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const DIRECTORY_BYTES = 46;
/** 1 January 1980, 00:00, the earliest time that the format knows. */
const EPOCH_DOS_TIME = 0x00210000;

/**
 * Writes one fixed time over the times of all parts of an archive in place, so that equal content gives equal bytes and its digest can be kept.
 * The archive is one that this program has just packed.
 */
export function withoutPackingTime(archive: Buffer): Buffer {
  const end = archive.length - END_BYTES;
  if (archive.readUInt32LE(end) !== END_SIGNATURE) throw new Error('The archive does not end where it should');
  const partsCount = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let part = 0; part < partsCount; part++) {
    if (archive.readUInt32LE(at) !== DIRECTORY_SIGNATURE) throw new Error('The directory of the archive is damaged');
    archive.writeUInt32LE(EPOCH_DOS_TIME, at + 12);
    archive.writeUInt32LE(EPOCH_DOS_TIME, archive.readUInt32LE(at + 42) + 10);
    at += DIRECTORY_BYTES + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return archive;
}

/** The part `docProps/core.xml` without the moment of packing and without a person's name. */
export function corePropertiesXml(title: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    `xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title></cp:coreProperties>`
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

import { type FileType, fileTypes } from '@yizhan/contracts';
import { fileTypeFromBuffer } from 'file-type';

/** So much of a file's beginning is looked at: an office file's list of contents stands among its first entries. */
export const headBytes = 64 * 1024;

const isTaken = (type: string): type is FileType => Object.hasOwn(fileTypes, type);

/** What the bytes are, whatever the file is called; null where it is nothing that is taken. */
export const typeOf = async (head: Uint8Array): Promise<FileType | null> => {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  return found !== undefined && isTaken(found.mime) ? found.mime : null;
};

/** Does the name end as files of this type do? */
export const namesType = (name: string, type: FileType): boolean => {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (fileTypes[type] as readonly string[]).includes(ending);
};

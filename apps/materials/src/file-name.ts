const longest = 120;
/** What has a meaning in a path, a header or a shell, and what is not seen or turns the direction of writing. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]/gu;

/**
 * The name of an upload as it may be kept and given back: without folders, in composed form, no longer than a file
 * system takes. Null where nothing of it is left.
 */
export const safeName = (given: string): string | null => {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(unsafe, '_')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (clean === '' || /^_+$/.test(clean)) return null;
  if (clean.length <= longest) return clean;
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return [...clean].slice(0, longest - ending.length).join('') + ending;
};

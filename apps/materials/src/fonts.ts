import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { convert } from 'fontverter';

/** A run of text that one font has all glyphs of. */
export interface FontRun {
  readonly text: string;
  readonly font: string;
}

export interface Fonts {
  /** TrueType bytes by the name that runs call them. */
  readonly bytes: ReadonlyMap<string, Buffer>;
  readonly runsOf: (text: string) => readonly FontRun[];
}

const require = createRequire(import.meta.url);
const fileOf = (name: string): Buffer =>
  readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/${name}`));
/** Stands where no font has the character, as printers have always done. */
const geta = '〓';

type Covers = (point: number) => boolean;

/** woff2 is turned once into what pdfkit reads without delay; Noto Sans SC, SIL Open Font License 1.1. */
const convertFont = async (name: string): Promise<{ bytes: Buffer; covers: Covers }> => {
  const bytes = await convert(fileOf(name), 'sfnt');
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${name} is no single font`);
  return { bytes, covers: (point) => font.hasGlyphForCodePoint(point) };
};

const inRanges = (ranges: string): Covers => {
  const list = ranges.split(',').map((range) => {
    const [from = '', to = from] = range.replace('U+', '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });
  return (point) => list.some(([from, to]) => point >= from && point <= to);
};

/** Rare characters, as names have them, stand in a hundred small parts of the font: which part has which. */
const findPart = (): ((point: number) => string | null) => {
  const ranges = require('@fontsource/noto-sans-sc/unicode.json') as Readonly<Record<string, string>>;
  const parts = Object.entries(ranges).map(([name, list]) => ({
    file: `noto-sans-sc-${name.replace(/[[\]]/g, '')}-400-normal.woff2`,
    covers: inRanges(list),
  }));
  return (point) => parts.find(({ covers }) => covers(point))?.file ?? null;
};

export const mainFont = 'main';

/** The fonts that these texts need: nearly always one. */
export const loadFonts = async (texts: readonly string[]): Promise<Fonts> => {
  const main = await loadMain();
  const bytes = new Map([[mainFont, main.bytes]]);
  const rare = new Set(
    texts.flatMap((text) => [...text]).filter((letter) => !main.covers(letter.codePointAt(0) ?? 0)),
  );
  const fontOf = new Map<string, string>();
  const partOf = rare.size === 0 ? () => null : findPart();
  for (const letter of rare) {
    const point = letter.codePointAt(0) ?? 0;
    const file = partOf(point);
    if (file === null) continue;
    const part = await convertFont(file);
    if (!part.covers(point)) continue;
    bytes.set(file, part.bytes);
    fontOf.set(letter, file);
  }
  const runsOf = (text: string): readonly FontRun[] => {
    const runs: { text: string; font: string }[] = [];
    for (const letter of text) {
      const isRare = rare.has(letter) && letter !== '\n';
      const font = fontOf.get(letter) ?? mainFont;
      const shown = isRare && font === mainFont ? geta : letter;
      const last = runs.at(-1);
      if (last?.font === font) last.text += shown;
      else runs.push({ text: shown, font });
    }
    return runs;
  };
  return { bytes, runsOf };
};

let loading: ReturnType<typeof convertFont> | null = null;
/** Half a second, once a process. */
const loadMain = async () => {
  loading ??= convertFont('noto-sans-sc-chinese-simplified-400-normal.woff2');
  return await loading;
};

declare module 'fontkit' {
  interface Font {
    hasGlyphForCodePoint(point: number): boolean;
  }
  export function create(bytes: Buffer): Font | { readonly fonts: readonly Font[] };
}
declare module 'fontverter' {
  export function convert(bytes: Buffer, to: 'sfnt' | 'woff' | 'woff2'): Promise<Buffer>;
}

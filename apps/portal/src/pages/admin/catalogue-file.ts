import { type Catalogue, catalogueSchema } from '@yizhan/contracts';
import { zhCN } from 'zod/locales';

export type CatalogueFile =
  | { readonly ok: true; readonly catalogue: Catalogue; readonly file: string }
  | { readonly ok: false; readonly faults: readonly string[]; readonly file: string };

/** A file as a version of the catalogue, or what is wrong with it and where. */
export const readCatalogue = (text: string, file: string): CatalogueFile => {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { ok: false, file, faults: ['文件不是 JSON 格式'] };
  }
  const read = catalogueSchema.safeParse(content, { error: zhCN().localeError });
  if (read.success) return { ok: true, file, catalogue: read.data };
  return {
    ok: false,
    file,
    faults: read.error.issues.map(({ path, message }) => `${path.join('.') || '全文'}：${message}`),
  };
};

import { exitOnMistakes, parseConfig, type ServiceConfig } from '@yizhan/service';
import { z } from 'zod';

const mebibyte = 1024 * 1024;

const schema = z.object({
  /** A scanned drawing set may be large; what is larger is split by its author. */
  MATERIALS_MAX_MIB: z.coerce.number().int().min(1).max(4096).default(200),
  /** Where the public reaches the portal: printed on every document. The door's own address unless said; in production it is said. */
  MATERIALS_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export interface FileLimits {
  readonly maxBytes: number;
}

export interface MaterialsSettings extends FileLimits {
  readonly publicUrl: string;
}

export type MaterialsConfig =
  | { readonly ok: true; readonly config: ServiceConfig; readonly settings: MaterialsSettings }
  | { readonly ok: false; readonly mistakes: readonly string[] };

/** The common settings and those of files; every mistake of both at once. */
export const parseMaterialsConfig = (env: Readonly<Record<string, string | undefined>>): MaterialsConfig => {
  const common = parseConfig('materials', env);
  const own = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  const mistakes = [
    ...(common.ok ? [] : common.mistakes),
    ...(own.success ? [] : own.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ...(own.success && own.data.MATERIALS_PUBLIC_URL === undefined && env['NODE_ENV'] === 'production'
      ? ['MATERIALS_PUBLIC_URL: what is printed on documents must be an address that the public reaches']
      : []),
  ];
  if (!common.ok || !own.success) return { ok: false, mistakes };
  return {
    ok: true,
    config: common.config,
    settings: {
      maxBytes: own.data.MATERIALS_MAX_MIB * mebibyte,
      publicUrl: (own.data.MATERIALS_PUBLIC_URL ?? common.config.urls.gateway).replace(/\/$/, ''),
    },
  };
};

export const readMaterialsConfig = (): Extract<MaterialsConfig, { ok: true }> => {
  const read = parseMaterialsConfig(process.env);
  return read.ok ? read : exitOnMistakes('materials', read.mistakes);
};

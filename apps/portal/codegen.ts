import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of every document that the portal sends, made from the gateway's printed schema. */
const config: CodegenConfig = {
  schema: '../gateway/schema.graphql',
  documents: ['src/api/*.graphql'],
  generates: {
    './src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        importExtension: '.ts',
        strictScalars: true,
        scalars: { JSON: 'unknown' },
        arrayInputCoercion: false,
      },
    },
  },
};
// biome-ignore lint/style/noDefaultExport: the generator reads its config from the default export
export default config;

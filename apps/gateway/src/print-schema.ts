import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { printedSchema } from './schema/printed-schema.ts';

// Writes the schema made from the contracts to schema.graphql, from which the portal's types are generated.
writeFileSync(path.join(import.meta.dirname, '../schema.graphql'), printedSchema());

import { runService } from '@yizhan/service';
import { readMaterialsConfig } from './config.ts';
import { createMaterials } from './service.ts';

const { config, limits } = readMaterialsConfig();
await runService(config, createMaterials(limits));

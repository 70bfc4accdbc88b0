import { runService } from '@yizhan/service';
import { readMaterialsConfig } from './config.ts';
import { createMaterials } from './service.ts';

const { config, settings } = readMaterialsConfig();
await runService(config, createMaterials(settings));

import { runService } from '@yizhan/service';
import { readIdentityConfig } from './config.ts';
import { createIdentity } from './service.ts';

const { config, keys } = readIdentityConfig();
await runService(config, createIdentity(keys));

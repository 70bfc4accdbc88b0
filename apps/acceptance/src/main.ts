import { readConfig, runService } from '@yizhan/service';
import { acceptance } from './service.ts';

await runService(readConfig('acceptance'), acceptance);

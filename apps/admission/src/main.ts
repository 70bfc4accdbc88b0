import { readConfig, runService } from '@yizhan/service';
import { admission } from './service.ts';

await runService(readConfig('admission'), admission);

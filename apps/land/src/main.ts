import { readConfig, runService } from '@yizhan/service';
import { land } from './service.ts';

await runService(readConfig('land'), land);

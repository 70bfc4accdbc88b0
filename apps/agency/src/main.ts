import { readConfig, runService } from '@yizhan/service';
import { agency } from './service.ts';

await runService(readConfig('agency'), agency);

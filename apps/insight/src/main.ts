import { readConfig, runService } from '@yizhan/service';
import { createInsight } from './service.ts';

await runService(readConfig('insight'), createInsight());

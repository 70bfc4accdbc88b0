import { readConfig, runService } from '@yizhan/service';
import { prereview } from './service.ts';

await runService(readConfig('prereview'), prereview);

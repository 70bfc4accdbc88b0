import { readConfig, runService } from '@yizhan/service';
import { approval } from './service.ts';

await runService(readConfig('approval'), approval);

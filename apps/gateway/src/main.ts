import { readConfig } from '@yizhan/service';
import { runGateway } from './gateway.ts';

await runGateway(readConfig('gateway'));

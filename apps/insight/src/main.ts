import { runService } from '@yizhan/service';
import { readInsightConfig } from './config.ts';
import { createInsight } from './service.ts';

const { config, settings } = readInsightConfig();
await runService(config, createInsight(settings));

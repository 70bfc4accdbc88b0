import { readGatewayConfig } from './config.ts';
import { runGateway } from './gateway.ts';

const { config, settings } = readGatewayConfig();
await runGateway(config, settings);

export * from './client.ts';
export * from './config.ts';
export * from './legal-clock.ts';
export * from './log.ts';
export * from './metrics.ts';
export * from './refused-error.ts';
export * from './run-service.ts';
export * from './tokens.ts';

export * from './consumer.ts';
export * from './failpoint.ts';
export * from './handler.ts';
export * from './inbox.ts';
export * from './kafka.ts';
export * from './lease.ts';
export * from './log.ts';
export * from './relay.ts';

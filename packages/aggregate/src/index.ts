export * from './canonical.ts';
export * from './case-document.ts';
export * from './cases.ts';
export * from './history.ts';
export * from './machine.ts';
export * from './rungs.ts';
export * from './trace.ts';
export * from './transition-table.ts';

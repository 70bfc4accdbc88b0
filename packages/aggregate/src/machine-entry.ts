// The pure half of this package: what a service's `domain/` may import.
export * from './entered-date.ts';
export * from './machine.ts';
export * from './rungs.ts';
export * from './transition-table.ts';

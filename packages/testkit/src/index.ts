export * from './case-walk.ts';
export * from './facts.ts';
export {
  dropInstallation,
  infrastructure,
  ownInfrastructure,
  type TestInfrastructure,
  uniqueInstallation,
} from './infrastructure.ts';
export * from './installation.ts';
export * from './issuer.ts';
export * from './notice.ts';

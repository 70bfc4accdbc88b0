export {
  dropInstallation,
  infrastructure,
  ownInfrastructure,
  type TestInfrastructure,
  uniqueInstallation,
} from './infrastructure.ts';

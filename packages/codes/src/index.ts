export {
  type CreditCode,
  type CreditCodeFailure,
  type CreditCodeFailureCode,
  type CreditCodeParts,
  checkCreditCode,
  makeCreditCode,
} from './credit-code.ts';
export {
  type Division,
  type DivisionKind,
  divisions,
  divisionsOf,
  findDivision,
  getDivision,
} from './division.ts';
export {
  checkIndustry,
  findIndustry,
  type Industry,
  type IndustryCode,
  type IndustryDivision,
  type IndustryFailureCode,
  industries,
  industriesComplete,
  industryDivisions,
  industryStandard,
} from './industry.ts';
export {
  checkParcelCode,
  displayParcelCode,
  formatParcelCode,
  type ParcelCode,
  type ParcelCodeFailureCode,
  type ParcelCodeOptions,
  type ParcelCodeParts,
  standardLandPattern,
} from './parcel-code.ts';
export {
  checkProjectCode,
  formatProjectCode,
  type IssuedProjectCode,
  issueProjectCode,
  type ProjectCheckDigit,
  type ProjectCode,
  type ProjectCodeFailureCode,
  type ProjectCodeOptions,
  type ProjectCodeParts,
  type ProjectCodeRequest,
  projectDepartments,
  projectTypes,
  simulatedCheckDigit,
  simulatedLabel,
} from './project-code.ts';
export type { Checked, Failure } from './result.ts';
export {
  creditCodeSchema,
  divisionCodeSchema,
  industryCodeSchema,
  parcelCodeSchema,
  projectCodeSchema,
} from './schema.ts';

import { acceptanceForms } from './forms/acceptance.ts';
import { administrationForms } from './forms/administration.ts';
import { admissionForms } from './forms/admission.ts';
import { agencyForms } from './forms/agency.ts';
import { approvalForms } from './forms/approval.ts';
import type { CommandForm, Field } from './forms/form.ts';
import { identityForms } from './forms/identity.ts';
import { landForms } from './forms/land.ts';

/** Every command given in the drawer, with its form; whole applications have pages of their own. */
export const commandForms: Readonly<Record<string, CommandForm>> = {
  ...admissionForms,
  ...approvalForms,
  ...agencyForms,
  ...landForms,
  ...acceptanceForms,
  ...identityForms,
  ...administrationForms,
};

/** Commands of the pages that are forms themselves. */
export const pageCommands = [
  'saveDraft',
  'discardDraft',
  'submitApplication',
  'supplementApplication',
  'fileProject',
  'attachMaterial',
  'replaceMaterial',
  'removeMaterial',
] as const;

export const titleOf = (command: string): string => commandForms[command]?.title ?? command;

/** What the window adds to a filing that came on paper: the true day of receipt and why it is entered now. */
const paperFields: readonly Field[] = [
  { name: 'paper.receivedOn', label: '窗口实际收件日期', kind: 'date', required: true },
  { name: 'paper.reason', label: '代为录入的原因', kind: 'text', required: true, max: 200 },
];

export const fieldsFor = (form: CommandForm, roles: readonly string[]): readonly Field[] =>
  form.onPaper === true && roles.includes('windowClerk') ? [...form.fields, ...paperFields] : form.fields;

import { departmentNames } from '@yizhan/contracts';
import type { AgentChoice } from '../agent-choice.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Where a form stands: what it may take its first values from. */
export interface FormContext {
  readonly today: string;
  readonly turnId?: string | undefined;
  readonly projectId?: string | null | undefined;
}

export type FieldKind =
  | 'text'
  | 'textarea'
  | 'select'
  | 'selects'
  | 'radio'
  | 'yesNo'
  | 'date'
  | 'decimal'
  | 'integer'
  | 'switch'
  | 'password'
  | 'colleague'
  | 'agents'
  | 'project'
  | 'company'
  /** 界址点, a corner a line. */
  | 'coordinates'
  | 'registeredCompany'
  | 'mayFollow'
  /** Not shown: whoever opened the form knows it. */
  | 'given'
  | 'objects';

export interface Field {
  /** Path in the command's input, as `proposal.reason`. */
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly options?: readonly Option[];
  readonly required?: boolean;
  readonly help?: string;
  readonly max?: number;
  /** Shown only when another field has one of these values; else not sent. */
  readonly when?: { readonly field: string; readonly is: readonly string[] };
  /** Of `agents`: whom it lets choose, and whether several. */
  readonly from?: AgentChoice;
  readonly many?: boolean;
  /** The parts of each object. */
  readonly of?: readonly Field[];
}

export interface CommandForm {
  readonly title: string;
  /** What follows from it, told before it is done. */
  readonly note?: string;
  readonly fields: readonly Field[];
  readonly initial?: (context: FormContext) => Readonly<Record<string, unknown>>;
  /** Cannot be undone or ends something: the button says so in red. */
  readonly danger?: boolean;
  /** The window may file it on behalf, with the true date. */
  readonly onPaper?: boolean;
  /** Adds to what was typed before it is sent. */
  readonly complete?: (input: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

export const optionsOf = (names: Readonly<Record<string, string>>): readonly Option[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
export const plainOptions = (words: readonly string[]): readonly Option[] =>
  words.map((word) => ({ value: word, label: word }));
/** Words of a question that is answered by yes or no; a check passes or does not. */
export const passOrNot = optionsOf({ true: '通过', false: '不通过' });
export const yesOrNo = optionsOf({ true: '是', false: '否' });
export const departmentOptions = optionsOf(departmentNames);

export const text = (name: string, label: string, max = 500): Field => ({
  name,
  label,
  kind: 'textarea',
  required: true,
  max,
});
export const reason = (label = '理由', max = 500): Field => text('reason', label, max);

export const asked: Field = {
  name: 'asked',
  label: '需要补充的内容（请一次性全部告知）',
  kind: 'objects',
  required: true,
  of: [
    { name: 'what', label: '需补充的材料', kind: 'text', required: true, max: 200 },
    { name: 'why', label: '原因和要求', kind: 'text', required: true, max: 500 },
  ],
};

export const oneEmpty = (name: string) => () => ({ [name]: [{}] });

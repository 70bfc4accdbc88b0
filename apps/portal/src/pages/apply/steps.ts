import { factSections } from './fact-sections.ts';

/** The steps of an application: who applies, then one for each section of facts. */
export const stepTitles: readonly string[] = ['投资主体', ...factSections.map(({ title }) => title)];

/** Where a field of the form stands; what belongs to no section stands on the first step. */
export const stepOf = (field: string): number => {
  const [under, name] = field.split('.');
  if (under !== 'facts') return 0;
  return factSections.findIndex(({ fields }) => fields.some((known) => known.name === name)) + 1;
};

const ofPaper = ['company', 'owner', 'receivedOn', 'reason'].map((name) => ['paper', name]);

/** The fields of a step, to be looked at when one goes on. */
export const namesOf = (step: number, onPaper: boolean): string[][] => {
  const section = factSections[step - 1];
  if (section !== undefined) return section.fields.map(({ name }) => ['facts', name]);
  return [['investor', 'name'], ['investor', 'creditCode'], ...(onPaper ? ofPaper : [])];
};

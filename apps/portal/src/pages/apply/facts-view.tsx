import { findDivision } from '@yizhan/codes';
import { Descriptions } from 'antd';
import { industryName } from '../../words/names.ts';
import { factSections } from './fact-sections.ts';

const shown = (name: string, value: unknown): string => {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (name === 'division') return findDivision(String(value))?.name ?? String(value);
  return name === 'industry' ? industryName(String(value)) : String(value);
};

/** What was stated, to be read over. */
export const FactsView = ({ facts }: { facts: Readonly<Record<string, unknown>> }) => (
  <div className="stack">
    {factSections.map(({ title, fields }) => (
      <Descriptions
        key={title}
        title={title}
        size="small"
        bordered
        column={{ xs: 1, md: 2 }}
        items={fields.map(({ name, label, unit }) => ({
          key: name,
          label,
          children: `${shown(name, facts[name])}${unit && facts[name] !== undefined ? ` ${unit}` : ''}`,
        }))}
      />
    ))}
  </div>
);

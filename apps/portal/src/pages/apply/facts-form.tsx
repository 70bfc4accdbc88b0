import { Card } from 'antd';
import type { ReactNode } from 'react';
import { FieldInput } from '../../parts/field-input.tsx';
import { factSections } from './fact-sections.ts';

/** All facts of a project, in sections; to be set in a form. Their names stand below `facts`. */
export const FactsForm = ({ before }: { before?: ReactNode }) => (
  <>
    {before}
    {factSections.map(({ title, note, fields }) => (
      <Card key={title} title={<h2>{title}</h2>}>
        {note === undefined ? null : <p className="muted note">{note}</p>}
        <div className="pair">
          {fields.map((field) => (
            <div key={field.name} className={field.kind === 'textarea' ? 'wide' : undefined}>
              <FieldInput
                under={['facts']}
                field={field.unit ? { ...field, label: `${field.label}（${field.unit}）` } : field}
              />
            </div>
          ))}
        </div>
      </Card>
    ))}
  </>
);

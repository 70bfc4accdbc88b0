import { Card } from 'antd';
import { FieldInput } from '../../parts/field-input.tsx';
import { dependenciesOfFact, rulesOfFact } from './fact-rules.ts';
import { type FactSection, factSections } from './fact-sections.ts';

/** One section of facts, to be set in a form. Their names stand below `facts`. */
export const FactsCard = ({ section: { title, note, fields } }: { section: FactSection }) => (
  <Card title={<h2>{title}</h2>}>
    {note === undefined ? null : <p className="muted note">{note}</p>}
    <div className="pair">
      {fields.map((field) => (
        <div key={field.name} className={field.kind === 'textarea' ? 'wide' : undefined}>
          <FieldInput
            under={['facts']}
            field={field.unit ? { ...field, label: `${field.label}（${field.unit}）` } : field}
            rules={rulesOfFact(field)}
            dependencies={dependenciesOfFact(field.name)}
          />
        </div>
      ))}
    </div>
  </Card>
);

/** All facts of a project, one section below the other. */
export const FactsForm = () => (
  <>
    {factSections.map((section) => (
      <FactsCard key={section.title} section={section} />
    ))}
  </>
);

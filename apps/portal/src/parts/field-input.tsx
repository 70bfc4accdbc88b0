import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, type FormItemProps, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { dossiersQuery, staffQuery } from '../api/queries.ts';
import { useMe } from '../app/session.tsx';
import { AgentSelect, CompanySelect } from './agent-select.tsx';
import { coordinatesPattern } from './coordinates.ts';
import { type Field, type Option, passOrNot } from './forms/form.ts';
import { MayFollowSelect } from './may-follow-select.tsx';
import { RegisteredCompanySelect } from './registered-company.tsx';

type Path = (string | number)[];

interface Controlled<T> {
  readonly id?: string;
  readonly value?: T;
  readonly onChange?: (value: T) => void;
}

const select = (options: readonly Option[] | undefined) => ({
  options: [...(options ?? [])],
  showSearch: { optionFilterProp: 'label' as const },
  allowClear: true,
  style: { width: '100%' },
});

/** Somebody of one's own unit, or of one's own role where there is no unit. */
const ColleagueSelect = ({
  filter,
  ...controlled
}: Controlled<never> & { filter: { readonly unit?: string; readonly role?: string } }) => {
  const me = useMe();
  const { data, isPending } = useQuery(staffQuery(filter));
  const options = (data ?? [])
    .filter((staff) => staff.id !== me.id)
    .map((staff) => ({ value: staff.id, label: `${staff.name} ${staff.post ?? ''}` }));
  return <Select {...select(options)} {...(controlled as object)} loading={isPending} />;
};

/** A filed project, found by its name or code. */
const ProjectSelect = (controlled: Controlled<string>) => {
  const [search, setSearch] = useState('');
  const { data, isFetching } = useQuery(
    dossiersQuery({ skip: 0, take: 20, ...(search === '' ? {} : { search }) }),
  );
  return (
    <Select
      {...(controlled as object)}
      allowClear
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={isFetching}
      options={(data?.rows ?? []).map((row) => ({
        value: row.projectId,
        label: `${row.name}（${row.projectCode ?? '未备案'}）`,
      }))}
    />
  );
};

const Control = ({ field, ...controlled }: Controlled<unknown> & { field: Field }) => {
  const me = useMe();
  const given = controlled as object;
  switch (field.kind) {
    case 'textarea':
      return <Input.TextArea rows={3} maxLength={field.max ?? 500} showCount {...given} />;
    case 'select':
      return <Select {...select(field.options)} {...given} />;
    case 'selects':
      return (
        <Select
          {...select(field.options)}
          mode={field.options === undefined ? 'tags' : 'multiple'}
          {...given}
        />
      );
    case 'radio':
    case 'yesNo': {
      const options: readonly { value: string | boolean; label: string }[] =
        field.kind === 'yesNo'
          ? (field.options ?? passOrNot).map(({ value, label }) => ({ value: value === 'true', label }))
          : (field.options ?? []);
      return (
        <Radio.Group {...given}>
          {options.map(({ value, label }) => (
            <Radio key={label} value={value} id={`${controlled.id ?? field.name}-${value}`}>
              {label}
            </Radio>
          ))}
        </Radio.Group>
      );
    }
    case 'date':
      return <Input type="date" {...given} />;
    case 'decimal':
      return <Input inputMode="decimal" {...given} />;
    case 'integer':
      return <InputNumber precision={0} min={0} style={{ width: '100%' }} {...given} />;
    case 'password':
      return <Input.Password maxLength={128} autoComplete="new-password" {...given} />;
    case 'switch':
      return <Switch {...given} />;
    case 'colleague':
      return (
        <ColleagueSelect
          {...(given as Controlled<never>)}
          filter={me.unit === null ? { role: me.roles[0] ?? '' } : { unit: me.unit }}
        />
      );
    case 'project':
      return <ProjectSelect {...(given as Controlled<string>)} />;
    case 'agents':
      return (
        <AgentSelect
          choice={field.from ?? 'agents'}
          many={field.many === true}
          given={given as Record<string, unknown>}
        />
      );
    case 'registeredCompany':
      return <RegisteredCompanySelect {...(given as Controlled<string>)} />;
    case 'mayFollow':
      return <MayFollowSelect {...given} />;
    case 'coordinates':
      return (
        <Input.TextArea rows={4} placeholder={'119.281000,29.475000\n119.282500,29.475000'} {...given} />
      );
    case 'company':
      return <CompanySelect given={given as Record<string, unknown>} />;
    default:
      return <Input maxLength={field.max ?? 200} {...given} />;
  }
};

export const rulesOf = (field: Field) => [
  ...(field.required === true ? [{ required: true, message: `请填写${field.label}` }] : []),
  ...(field.kind === 'decimal'
    ? [{ pattern: /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/, message: '请填写非负数字，小数不超过六位' }]
    : []),
  ...(field.kind === 'coordinates'
    ? [{ pattern: coordinatesPattern, message: '每行一个界址点：经度,纬度，至少三个点' }]
    : []),
];

/** One field of a form. `under` is the path below which its name stands; ids follow it: `field-asked-0-what`. */
export const FieldInput = ({
  field,
  under = [],
  rules,
  dependencies,
}: {
  field: Field;
  under?: Path;
  /** In place of the form's own. */
  rules?: FormItemProps['rules'];
  /** Fields upon whose change this one is looked at again. */
  dependencies?: Path[];
}) => {
  const path = [...under, ...field.name.split('.')];
  const id = `field-${path.join('-')}`;
  if (field.kind === 'given') return null;
  if (field.kind === 'objects') return <ObjectsInput field={field} path={path} />;
  return (
    <Form.Item
      name={path}
      rules={rules ?? rulesOf(field)}
      {...(dependencies === undefined ? {} : { dependencies })}
      htmlFor={id}
      label={field.label}
      {...(field.help === undefined ? {} : { extra: field.help })}
      {...(field.kind === 'switch' ? { valuePropName: 'checked' } : {})}
    >
      <Bound id={id} field={field} />
    </Form.Item>
  );
};

/** Form.Item gives an id of its own; the documented one goes before it. */
const Bound = ({ id, field, ...given }: Controlled<unknown> & { id: string; field: Field }) => (
  <Control {...given} id={id} field={field} />
);

const ObjectsInput = ({ field, path }: { field: Field; path: Path }) => (
  <Form.Item label={field.label} required={field.required === true}>
    <Form.List
      name={path}
      rules={
        field.required === true
          ? [
              {
                validator: async (_rule, rows: unknown) => {
                  if (!Array.isArray(rows) || rows.length === 0) throw new Error('请至少填写一项');
                },
              },
            ]
          : []
      }
    >
      {(rows, { add, remove }, { errors }) => (
        <>
          {rows.map((row, place) => (
            <fieldset
              key={row.key}
              style={{
                border: '1px solid #e3e8ee',
                borderRadius: 6,
                margin: '0 0 8px',
                // It would else be as wide as the longest choice in it.
                minInlineSize: 0,
                padding: '10px 12px',
              }}
            >
              <legend className="nth muted small">第 {place + 1} 项</legend>
              {(field.of ?? []).map((part) => (
                <ListPart key={part.name} part={part} row={row.name} list={path} />
              ))}
              <Button
                type="text"
                size="small"
                danger
                icon={<DeleteOutlined />}
                onClick={() => remove(row.name)}
              >
                删除此项
              </Button>
            </fieldset>
          ))}
          <Button type="dashed" block icon={<PlusOutlined />} onClick={() => add({})}>
            增加一项
          </Button>
          <Form.ErrorList errors={errors} />
        </>
      )}
    </Form.List>
  </Form.Item>
);

const ListPart = ({ part, row, list }: { part: Field; row: number; list: Path }) => {
  const id = `field-${list.join('-')}-${row}-${part.name}`;
  return (
    <Form.Item
      name={[row, part.name]}
      label={part.label}
      htmlFor={id}
      rules={rulesOf(part)}
      style={{ marginBlockEnd: 8 }}
      {...(part.help === undefined ? {} : { extra: part.help })}
    >
      <Bound id={id} field={part} />
    </Form.Item>
  );
};

import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { createContext, use, useState } from 'react';
import {
  companiesByNameQuery,
  contactsQuery,
  engagementQuery,
  rosterQuery,
  staffQuery,
} from '../api/queries.ts';
import type { FindRosterQuery } from '../generated/graphql.ts';
import { unitName } from '../words/names.ts';
import { type AgentChoice, agentsOf, type Entry } from './agent-choice.ts';

/** The case that the form open in the drawer is about: an engagement's team, a roster entry's colleagues. */
export const CaseOfForm = createContext<string | null>(null);

interface Choice {
  readonly value: string;
  readonly label: string;
}
type Given = Record<string, unknown>;

const Choices = ({
  options,
  loading,
  many,
  given,
}: {
  options: readonly Choice[];
  loading: boolean;
  many: boolean;
  given: Given;
}) => (
  <Select
    allowClear
    style={{ width: '100%' }}
    showSearch={{ optionFilterProp: 'label' }}
    options={[...options]}
    loading={loading}
    notFoundContent={loading ? null : '没有可选的人员'}
    {...(many ? { mode: 'multiple' as const } : {})}
    {...given}
  />
);

const useNames = (ids: readonly string[]) => {
  const { data, isPending } = useQuery(contactsQuery([...new Set(ids)].sort()));
  return {
    isPending: isPending && ids.length > 0,
    nameOf: (id: string): string => data?.find((contact) => contact.id === id)?.name ?? '（已离职）',
  };
};

const entryWords = ({ role, divisions, load, capacity, onLeave }: Entry): string =>
  [
    role === 'chiefAgent' ? '首席代办员' : '代办员',
    divisions.length === 0 ? '全市' : divisions.map(unitName).join('、'),
    `在办 ${load}/${capacity}`,
    ...(onLeave ? ['请假中'] : []),
  ].join('，');

/** From the roster: whoever may be chosen, of one role. */
const FromRoster = ({
  choice,
  many,
  given,
}: {
  choice: Exclude<AgentChoice, 'accounts' | 'team'>;
  many: boolean;
  given: Given;
}) => {
  const caseId = use(CaseOfForm);
  const roster = useQuery(rosterQuery);
  const entries = agentsOf(choice, roster.data ?? [], caseId);
  const { nameOf, isPending } = useNames(entries.map(({ account }) => account));
  const options = entries.map((entry) => ({
    value: entry.account,
    label: `${nameOf(entry.account)}（${entryWords(entry)}）`,
  }));
  return <Choices options={options} loading={roster.isPending || isPending} many={many} given={given} />;
};

/** Who serves the project now, the chief too, whether his account is still there or not. */
const FromTeam = ({ many, given }: { many: boolean; given: Given }) => {
  const caseId = use(CaseOfForm) ?? '';
  const engagement = useQuery(engagementQuery(caseId));
  const { chief = null, agents = [] } = engagement.data ?? {};
  const team = [...(chief === null ? [] : [chief]), ...agents];
  const { nameOf, isPending } = useNames(team);
  const options = team.map((account) => ({
    value: account,
    label: `${nameOf(account)}（${account === chief ? '首席代办员' : '代办员'}）`,
  }));
  return <Choices options={options} loading={engagement.isPending || isPending} many={many} given={given} />;
};

/** Accounts of the role that the form says, but for those on the roster. */
const FromAccounts = ({ given }: { given: Given }) => {
  const role = String(Form.useWatch('role', Form.useFormInstance()) ?? 'agent');
  const staff = useQuery(staffQuery({ role }));
  const roster = useQuery(rosterQuery);
  const enrolled = new Set(
    (roster.data ?? []).map(({ account }: FindRosterQuery['findRoster'][number]) => account),
  );
  const options = (staff.data ?? [])
    .filter(({ id }) => !enrolled.has(id))
    .map(({ id, name, unitName: unit }) => ({
      value: id,
      label: unit == null ? name : `${name}（${unit}）`,
    }));
  return <Choices options={options} loading={staff.isPending} many={false} given={given} />;
};

export const AgentSelect = ({
  choice,
  many,
  given,
}: {
  choice: AgentChoice;
  many: boolean;
  given: Given;
}) => {
  switch (choice) {
    case 'accounts':
      return <FromAccounts given={given} />;
    case 'team':
      return <FromTeam many={many} given={given} />;
    default:
      return <FromRoster choice={choice} many={many} given={given} />;
  }
};

/** A company that has applied or filed here, found by its name; at first those of one's own projects. */
export const CompanySelect = ({ given }: { given: Given }) => {
  const [search, setSearch] = useState('');
  const { data, isFetching } = useQuery(companiesByNameQuery(search));
  return (
    <Select
      {...given}
      allowClear
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      loading={isFetching}
      notFoundContent={isFetching ? null : '没有找到，请输入企业名称的一部分'}
      options={(data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
};

import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { registeredCompaniesQuery, registeredCompanyQuery } from '../api/queries.ts';

/**
 * Registered companies by what is typed: the beginning of a name, or a credit code. One that is chosen already, known by
 * its id alone, is found by its name before anybody has typed one.
 */
export const useRegisteredCompanies = (chosen: unknown) => {
  const [text, search] = useState('');
  const { data: kept } = useQuery(
    registeredCompanyQuery(text === '' && typeof chosen === 'string' ? chosen : undefined),
  );
  const wanted = text.trim() === '' ? (kept?.creditCode ?? kept?.name ?? '') : text;
  const { data: companies = [], isFetching } = useQuery(registeredCompaniesQuery(wanted));
  return { companies, isFetching, search };
};

/** For the window and the security administrator: one of the registered companies. */
export const RegisteredCompanySelect = (controlled: {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}) => {
  const { companies, isFetching, search } = useRegisteredCompanies(controlled.value);
  return (
    <Select
      {...controlled}
      allowClear
      showSearch={{ filterOption: false, onSearch: search }}
      loading={isFetching}
      placeholder="输入企业名称开头或统一社会信用代码"
      style={{ width: '100%' }}
      options={companies.map(({ id, name, creditCode }) => ({
        value: id,
        label: `${name}（${creditCode ?? '拟设立'}）`,
      }))}
    />
  );
};

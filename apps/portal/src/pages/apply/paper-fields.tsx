import { useQuery } from '@tanstack/react-query';
import { Card, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/graphql.ts';
import { CompaniesDocument, FindCompaniesDocument } from '../../generated/graphql.ts';

/** At the window: on whose behalf, the true day of receipt, and why. Names stand below `paper`. */
export const PaperFields = () => {
  const form = Form.useFormInstance();
  const [text, setText] = useState('');
  const company: unknown = Form.useWatch(['paper', 'company'], form);
  // A draft holds the company's id alone: it is found by its name before anybody has typed one.
  const { data: kept } = useQuery({
    queryKey: ['company-of-draft', company],
    queryFn: async () =>
      (await ask(CompaniesDocument, { input: { ids: [String(company)] } })).companies[0] ?? null,
    enabled: typeof company === 'string' && text === '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  const wanted = text.trim() === '' ? (kept?.creditCode ?? kept?.name ?? '') : text;
  const { data, isFetching } = useQuery({
    queryKey: ['companies', wanted],
    queryFn: async () => (await ask(FindCompaniesDocument, { input: { text: wanted } })).findCompanies,
    enabled: wanted.trim().length >= 2,
  });
  const people = (data ?? []).find(({ id }) => id === company)?.people ?? [];
  const required = (message: string) => [{ required: true, message }];
  return (
    <Card title={<h2>窗口代为收件</h2>}>
      <div className="pair">
        <Form.Item name={['paper', 'company']} label="申请企业" rules={required('请选择企业')}>
          <Select
            showSearch={{ filterOption: false, onSearch: setText }}
            loading={isFetching}
            placeholder="输入企业名称开头或统一社会信用代码"
            options={(data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name={['paper', 'owner']} label="企业经办人" rules={required('请选择经办人')}>
          <Select options={people.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name={['paper', 'receivedOn']} label="实际收件日期" rules={required('请填写日期')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name={['paper', 'reason']} label="代为录入的原因" rules={required('请填写原因')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </Card>
  );
};
